package dev.tvar.stm.testing.explore;

/** The information for the choice of the next thread. Bit {@code i} of a set of threads stands for thread {@code i}. */
interface Situation {
    /** The threads that can continue; never empty where there is a choice. */
    long enabled();

    /**
     * Sleeping threads that could continue if the time passed early: although another thread can run, or wakes earlier.
     */
    long timed();

    /** The thread that ran last, or -1. */
    int current();

    /** The next step of the thread, as an {@link Operation}. */
    int pending(int thread);

    /** The threads that have not ended. */
    long unfinished();

    /** The count of steps since a value was stored or a thread ended. */
    int stepsWithoutProgress();

    /** After this number of steps without progress the running thread lets the others go first. */
    int UNFAIR_STEPS = 400;

    /**
     * The simplest choice: the same thread again while it can continue, or the threads in turn when that makes no
     * progress.
     */
    default int plainChoice(long among) {
        int current = current();
        boolean canStay = current >= 0 && (among >>> current & 1) != 0;
        if (canStay && stepsWithoutProgress() < UNFAIR_STEPS) {
            return current;
        }
        long later = current < 0 ? among : among & -2L << current;
        return Long.numberOfTrailingZeros(later != 0 ? later : among);
    }
}
