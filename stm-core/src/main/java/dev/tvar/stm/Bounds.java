package dev.tvar.stm;

/**
 * The least and the greatest value that a {@link TLong} may have, given to it at its creation: see {@link TLong#bounded(long,
 * Bounds)}. One object may serve any number of variables.
 *
 * @param floor the least value; {@link Long#MIN_VALUE} if there is no limit
 * @param ceiling the greatest value; {@link Long#MAX_VALUE} if there is no limit
 */
public record Bounds(long floor, long ceiling) {
    /** No limit but that of a {@code long}. */
    static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * Creates bounds.
     *
     * @throws IllegalArgumentException if the floor is above the ceiling
     */
    public Bounds {
        if (floor > ceiling) {
            throw new IllegalArgumentException("floor " + floor + " is above ceiling " + ceiling);
        }
    }

    /**
     * Bounds with a floor only.
     *
     * @param floor the least value
     * @return the bounds
     */
    public static Bounds atLeast(long floor) {
        return new Bounds(floor, Long.MAX_VALUE);
    }

    /**
     * Bounds with a ceiling only.
     *
     * @param ceiling the greatest value
     * @return the bounds
     */
    public static Bounds atMost(long ceiling) {
        return new Bounds(Long.MIN_VALUE, ceiling);
    }

    /**
     * Bounds with a floor and a ceiling.
     *
     * @param floor the least value
     * @param ceiling the greatest value
     * @return the bounds
     * @throws IllegalArgumentException if the floor is above the ceiling
     */
    public static Bounds between(long floor, long ceiling) {
        return new Bounds(floor, ceiling);
    }

    /**
     * Whether a value lies within these bounds.
     *
     * @param value the value
     * @return true from the floor to the ceiling, both included
     */
    public boolean allow(long value) {
        return value >= floor && value <= ceiling;
    }

    /** What a value that they do not allow crosses, in words. */
    String crossedBy(long value) {
        return value < floor ? "below its floor " + floor : "above its ceiling " + ceiling;
    }
}
