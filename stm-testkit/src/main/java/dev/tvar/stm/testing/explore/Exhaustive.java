package dev.tvar.stm.testing.explore;

import java.util.Arrays;

/*
 * Goal. Run every schedule of a small program, but only one of the schedules that differ in the order of independent steps.
 *
 * Mechanism. Depth-first search over choices, by running the program again for each: dynamic partial-order reduction
 * (Flanagan and Godefroid, POPL 2005) with sleep sets (Godefroid, 1996). Two steps of different threads depend on each
 * other if they access the same place and one of them changes it. If a step depends on an earlier one that does not
 * happen before it, the two are a race, and the choice before the earlier step gets the later step's thread as an
 * alternative. A vector clock per step holds the happens-before relation. A thread that was tried at a choice sleeps
 * below the alternatives until a step depends on its own; where all threads that can continue sleep, every continuation
 * was run already.
 *
 * Why nothing is lost. If two schedules differ in the order of two dependent steps, one of them shows
 * the race, and its alternative leads to the other. If the thread that the race requires could not
 * continue there, all threads that could are added instead.
 *
 * Cost. A step is compared with all earlier ones of its schedule: for schedules of hundreds of steps, not of thousands.
 */

/** All schedules, each once up to the order of independent steps. */
final class Exhaustive implements Chooser {
    private final boolean prunes;
    private final boolean earlyTimeOuts;

    // ---- one entry for each choice, from the first; those below fixed are repeated in each schedule
    private long[] enabled = new long[64];
    private long[] tried = new long[64];
    private long[] toTry = new long[64];
    private long[] asleep = new long[64];
    private int[] chosen = new int[64];
    private int[] operations = new int[64];
    private int[] serials = new int[64];
    private int[][] clocks = new int[64][0];

    private int length;
    private int fixed;

    // ---- for each thread: how many steps it has taken, and the last
    private int[] steps = new int[0];
    private int[] last = new int[0];

    Exhaustive(boolean prunes, boolean earlyTimeOuts) {
        this.prunes = prunes;
        this.earlyTimeOuts = earlyTimeOuts;
    }

    @Override
    public boolean begin(long number, int threads) {
        if (number > 0 && !findAlternative()) {
            return false;
        }
        length = 0;
        steps = new int[threads];
        last = new int[threads];
        Arrays.fill(last, -1);
        return true;
    }

    /** Returns to the last choice with an alternative left, and takes it. */
    private boolean findAlternative() {
        for (int i = length - 1; i >= 0; i--) {
            long left = toTry[i] & ~tried[i] & ~asleep[i];
            if (left != 0) {
                chosen[i] = Long.numberOfTrailingZeros(left);
                tried[i] |= Long.lowestOneBit(left);
                fixed = i + 1;
                return true;
            }
        }
        return false;
    }

    @Override
    public int choose(Situation situation) {
        int i = length;
        if (i == chosen.length) {
            grow();
        }
        if (i >= fixed && !open(i, situation)) {
            return NOTHING_NEW;
        }
        length++;
        int thread = chosen[i];
        operations[i] = situation.pending(thread);
        clocks[i] = clockAfter(thread, operations[i], i);
        serials[i] = ++steps[thread];
        clocks[i][thread] = serials[i];
        last[thread] = i;
        return thread;
    }

    /** Makes a new choice; false if all threads that can continue sleep. */
    private boolean open(int i, Situation situation) {
        enabled[i] = earlyTimeOuts ? situation.enabled() | situation.timed() : situation.enabled();
        asleep[i] = i == 0 ? 0 : stillAsleep(i - 1, situation);
        long awake = enabled[i] & ~asleep[i];
        if (awake == 0) {
            return false;
        }
        chosen[i] = situation.plainChoice(awake);
        tried[i] = 1L << chosen[i];
        toTry[i] = prunes ? tried[i] : enabled[i];
        return true;
    }

    /**
     * The threads that sleep after choice {@code i}: they slept or were tried there, and are independent of the step
     * taken.
     */
    private long stillAsleep(int i, Situation situation) {
        long sleepers = prunes ? (asleep[i] | tried[i]) & ~(1L << chosen[i]) : 0;
        long still = 0;
        for (long left = sleepers; left != 0; left &= left - 1) {
            int thread = Long.numberOfTrailingZeros(left);
            if (!Operation.meet(situation.pending(thread), operations[i])) {
                still |= 1L << thread;
            }
        }
        return still;
    }

    /**
     * The steps that happen before this one, found from the latest step back; each race on the way gets its
     * alternative.
     */
    private int[] clockAfter(int thread, int operation, int before) {
        int[] clock = last[thread] < 0 ? new int[steps.length] : clocks[last[thread]].clone();
        for (int i = before - 1; i >= 0; i--) {
            boolean ordered = clock[chosen[i]] >= serials[i];
            if (!ordered && Operation.meet(operation, operations[i])) {
                toTry[i] |= (enabled[i] >>> thread & 1) != 0 ? 1L << thread : enabled[i];
                join(clock, clocks[i]);
            }
        }
        return clock;
    }

    private static void join(int[] clock, int[] other) {
        for (int i = 0; i < clock.length; i++) {
            clock[i] = Math.max(clock[i], other[i]);
        }
    }

    /** A thread that could not continue at the end may still have raced with earlier steps. */
    @Override
    public void end(Situation situation) {
        for (long left = situation.unfinished(); left != 0; left &= left - 1) {
            int thread = Long.numberOfTrailingZeros(left);
            clockAfter(thread, situation.pending(thread), length);
        }
    }

    private void grow() {
        int size = 2 * chosen.length;
        enabled = Arrays.copyOf(enabled, size);
        tried = Arrays.copyOf(tried, size);
        toTry = Arrays.copyOf(toTry, size);
        asleep = Arrays.copyOf(asleep, size);
        chosen = Arrays.copyOf(chosen, size);
        operations = Arrays.copyOf(operations, size);
        serials = Arrays.copyOf(serials, size);
        clocks = Arrays.copyOf(clocks, size);
    }
}
