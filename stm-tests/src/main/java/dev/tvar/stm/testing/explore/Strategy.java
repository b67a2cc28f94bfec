package dev.tvar.stm.testing.explore;

/** How schedules are chosen. Immutable, may be used again. */
public final class Strategy {
    private final String name;
    private final Maker maker;

    /** Makes a chooser for a seed; with early time-outs it may let time pass although a thread could move. */
    private interface Maker {
        Chooser make(long seed, boolean earlyTimeOuts);
    }

    private Strategy(String name, Maker maker) {
        this.name = name;
        this.maker = maker;
    }

    /**
     * Random switches at every step, many in one schedule and few in another.
     *
     * @return the strategy
     */
    public static Strategy randomWalk() {
        return new Strategy("random walk", RandomWalk::new);
    }

    /**
     * Random priorities, with a few points at which the running thread becomes the last in rank (PCT). Good at bugs that need
     * few switches, but those exactly.
     *
     * @param changePoints how many such points, 0 or more
     * @return the strategy
     * @throws IllegalArgumentException if {@code changePoints} is negative
     */
    public static Strategy priorities(int changePoints) {
        if (changePoints < 0) {
            throw new IllegalArgumentException("changePoints is negative: " + changePoints);
        }
        return new Strategy(
                "priorities with " + changePoints + " changes",
                (seed, early) -> new Priorities(seed, changePoints, early));
    }

    /**
     * Half the schedules by random walk, half by priorities with one to three change points: what to use if nothing is
     * known about the bug.
     *
     * @return the strategy
     */
    public static Strategy mixed() {
        return new Strategy(
                "random walk and priorities",
                (seed, early) -> new InTurn(
                        new RandomWalk(seed, early),
                        new Priorities(seed, 1, early),
                        new RandomWalk(seed, early),
                        new Priorities(seed, 2, early),
                        new RandomWalk(seed, early),
                        new Priorities(seed, 3, early)));
    }

    /**
     * All schedules, but only one of those that differ in the order of steps on different memory: for small programs. It
     * does not depend on the seed. One simplification: a thread that spins continues only when what it spins on has been
     * changed, or no other thread can move.
     *
     * @return the strategy
     */
    public static Strategy exhaustive() {
        return new Strategy("exhaustive", (seed, early) -> new Exhaustive(true, early));
    }

    /** All schedules without exception: what {@link #exhaustive} is compared with. */
    static Strategy exhaustiveWithoutPruning() {
        return new Strategy("exhaustive without pruning", (seed, early) -> new Exhaustive(false, early));
    }

    Chooser chooser(long seed, boolean earlyTimeOuts) {
        return maker.make(seed, earlyTimeOuts);
    }

    /** Its name, for reports. */
    @Override
    public String toString() {
        return name;
    }

    /** One chooser after the other. */
    private static final class InTurn implements Chooser {
        private final Chooser[] choosers;
        private Chooser present;

        InTurn(Chooser... choosers) {
            this.choosers = choosers;
            present = choosers[0];
        }

        @Override
        public boolean begin(long number, int threads) {
            present = choosers[(int) (number % choosers.length)];
            return present.begin(number, threads);
        }

        @Override
        public int choose(Situation situation) {
            return present.choose(situation);
        }

        @Override
        public void end(Situation situation) {
            present.end(situation);
        }
    }
}
