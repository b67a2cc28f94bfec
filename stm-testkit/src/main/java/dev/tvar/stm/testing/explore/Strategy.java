package dev.tvar.stm.testing.explore;

/** How schedules are chosen. Immutable, may be used again. */
public final class Strategy {
    private final String name;
    private final Maker maker;

    /** Creates a chooser for a seed; with early time-outs it may let time pass although a thread could run. */
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
     * Random priorities, with a few points at which the running thread drops to the lowest priority (PCT).
     * Good at bugs that need few but specific switches.
     *
     * @param changePoints the number of such points, 0 or more
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
     * Half the schedules by random walk, half by priorities with one to three change points: the choice if
     * nothing is known about the bug.
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
     * All schedules, but only one of the schedules that differ in the order of steps on different memory:
     * for small programs. It does not depend on the seed. One simplification: a spinning thread continues
     * only when the variable it spins on has changed, or no other thread can run.
     *
     * @return the strategy
     */
    public static Strategy exhaustive() {
        return new Strategy("exhaustive", (seed, early) -> new Exhaustive(true, early));
    }

    /** All schedules without exception, to compare {@link #exhaustive} with. */
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
