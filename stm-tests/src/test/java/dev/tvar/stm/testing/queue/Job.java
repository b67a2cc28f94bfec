package dev.tvar.stm.testing.queue;

import java.util.Comparator;

/** An element with a priority that other elements may share, and a unique number. */
record Job(int priority, long number) {
    static final Comparator<Job> BY_PRIORITY = Comparator.comparingInt(Job::priority);

    /** The order in which elements leave a priority queue: equal ones in order of arrival. */
    static final Comparator<Job> BY_TURN = BY_PRIORITY.thenComparingLong(Job::number);
}
