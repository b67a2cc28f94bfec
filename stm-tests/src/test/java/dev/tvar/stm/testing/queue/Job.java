package dev.tvar.stm.testing.queue;

import java.util.Comparator;

/** An element with a priority that others may share, and a number of its own. */
record Job(int priority, long number) {
    static final Comparator<Job> BY_PRIORITY = Comparator.comparingInt(Job::priority);

    /** The order in which they leave a priority queue: equal ones first come, first served. */
    static final Comparator<Job> BY_TURN = BY_PRIORITY.thenComparingLong(Job::number);
}
