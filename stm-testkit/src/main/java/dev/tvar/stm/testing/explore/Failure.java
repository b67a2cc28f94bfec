package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.Nullable;

/**
 * A schedule under which a program fails, in its smallest form.
 *
 * @param kind what went wrong
 * @param message the details, in one or a few lines
 * @param cause what was thrown, if anything was
 * @param seed the seed under which it was found
 * @param number which schedule of that seed it was, from 0
 * @param found the schedule as it was found
 * @param schedule the schedule as it was minimised; give it to {@link Explorer#replay}
 * @param story the actions of the transactions in the minimised schedule, in names and values: one column for each thread
 * @param trace the steps of the engine in the minimised schedule, one column for each thread
 * @param detail whether the report shows the steps as well
 */
public record Failure(
        Kind kind,
        String message,
        @Nullable Throwable cause,
        long seed,
        long number,
        String found,
        String schedule,
        String story,
        String trace,
        Detail detail) {
    /** A kind of failure. */
    public enum Kind {
        /** The check at the end failed. */
        CHECK_FAILED("the check at the end failed"),
        /**
         * No order of the transactions explains the values they read; checked only with {@link Explorer#withHistories}.
         */
        NO_ORDER("no order of the transactions explains what they saw"),
        /** A rule of the scenario did not hold after a commit, or before the threads began. */
        RULE_BROKEN("a rule is broken"),
        /** A thread threw something. */
        THREAD_FAILED("a thread failed"),
        /** All remaining threads wait, and nothing can wake them. */
        DEADLOCK("deadlock"),
        /** A thread waits although a variable that it waits for has changed. */
        LOST_WAKE_UP("lost wake-up"),
        /** No value was stored and no thread ended within the step limit of the explorer. */
        LIVELOCK("livelock"),
        /** All threads have ended, and a lock, waiter or snapshot is left. */
        LEFT_BEHIND("left behind"),
        /** A thread blocks outside of transactions, or runs on without a step; reported {@link Explorer#withOutsideCalls}. */
        HANGS("a thread hangs");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind, in words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** The report, with the detail that the explorer was set to. */
    @Override
    public String toString() {
        return report(detail);
    }

    /**
     * The report: the failure, how it was found, how to repeat it, and the schedule.
     *
     * @param shown whether the steps of the engine follow the story
     * @return the report
     */
    public String report(Detail shown) {
        String newLine = System.lineSeparator();
        String steps =
                shown == Detail.STORY ? "" : newLine + "The same in steps of the engine:" + newLine + newLine + trace;
        return kind + ": " + message + newLine
                + "found by schedule " + number + " of seed " + seed + ": " + shortened(found)
                + newLine
                + "smallest schedule: \"" + schedule + "\" (repeat it with Explorer.replay"
                + (shown == Detail.STORY ? "; Detail.STEPS shows the steps of the engine)" : ")")
                + newLine + newLine + story + steps;
    }

    private static String shortened(String schedule) {
        return schedule.length() <= 100 ? schedule : schedule.substring(0, 97) + "...";
    }
}
