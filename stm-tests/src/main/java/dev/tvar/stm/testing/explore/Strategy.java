package dev.tvar.stm.testing.explore;

import java.util.function.LongFunction;

/** How schedules are chosen. Immutable, may be used again. */
public final class Strategy {
    private final String name;
    private final LongFunction<Chooser> chooser;

    private Strategy(String name, LongFunction<Chooser> chooser) {
        this.name = name;
        this.chooser = chooser;
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
     * Random priorities, with a few points at which whoever runs becomes the last in rank (PCT). Good at bugs that need
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
        return new Strategy("priorities with " + changePoints + " changes", seed -> new Priorities(seed, changePoints));
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
                seed -> new InTurn(
                        new RandomWalk(seed),
                        new Priorities(seed, 1),
                        new RandomWalk(seed),
                        new Priorities(seed, 2),
                        new RandomWalk(seed),
                        new Priorities(seed, 3)));
    }

    /**
     * All schedules, but only one of those that differ in the order of steps on different memory: for small programs. It
     * does not depend on the seed. Two simplifications: a thread that spins goes on only when what it looked at has been
     * changed, or nobody else can move; and time passes only when nobody can move.
     *
     * @return the strategy
     */
    public static Strategy exhaustive() {
        return new Strategy("exhaustive", seed -> new Exhaustive(true));
    }

    /** All schedules without exception: what {@link #exhaustive} is compared with. */
    static Strategy exhaustiveWithoutPruning() {
        return new Strategy("exhaustive without pruning", seed -> new Exhaustive(false));
    }

    Chooser chooser(long seed) {
        return chooser.apply(seed);
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
