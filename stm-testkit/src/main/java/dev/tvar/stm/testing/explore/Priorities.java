package dev.tvar.stm.testing.explore;

/**
 * The thread with the highest priority runs; priorities are drawn, and at a few drawn steps the running thread gets the
 * lowest one. (Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of
 * Finding Bugs", ASPLOS 2010.)
 */
final class Priorities implements Chooser {
    private final long seed;
    private final int[] changes;
    private final boolean earlyTimeOuts;
    private int[] priorities = new int[0];
    private int lowest;
    private int step;

    /** The longest schedule so far: the range from which change points are drawn. */
    private int longest = 32;

    Priorities(long seed, int changePoints, boolean earlyTimeOuts) {
        this.seed = seed;
        this.earlyTimeOuts = earlyTimeOuts;
        changes = new int[changePoints];
    }

    @Override
    public boolean begin(long number, int threads) {
        longest = Math.max(longest, step);
        Dice dice = Dice.of(seed, number);
        priorities = new int[threads];
        for (int i = 0; i < threads; i++) { // a shuffle from the inside out
            int j = dice.below(i + 1);
            priorities[i] = priorities[j];
            priorities[j] = i;
        }
        for (int i = 0; i < changes.length; i++) {
            changes[i] = dice.below(longest);
        }
        lowest = 0;
        step = 0;
        return true;
    }

    @Override
    public int choose(Situation situation) {
        for (int change : changes) {
            if (change == step && situation.current() >= 0) {
                priorities[situation.current()] = --lowest;
            }
        }
        step++;
        if (situation.stepsWithoutProgress() >= Situation.UNFAIR_STEPS) {
            return situation.plainChoice(situation.enabled());
        }
        return highest(earlyTimeOuts ? situation.enabled() | situation.timed() : situation.enabled());
    }

    private int highest(long enabled) {
        int best = -1;
        for (int i = 0; i < priorities.length; i++) {
            if ((enabled >>> i & 1) != 0 && (best < 0 || priorities[i] > priorities[best])) {
                best = i;
            }
        }
        return best;
    }
}
