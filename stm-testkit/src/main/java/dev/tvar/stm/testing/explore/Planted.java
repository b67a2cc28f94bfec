package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Step;
import org.jspecify.annotations.Nullable;

/**
 * A bug planted in the engine for the length of one schedule: it chooses the steps that the threads of
 * the scenario leave out. For tests of tests.
 */
@FunctionalInterface
public interface Planted {
    /**
     * Whether to leave a step out. Called by one thread at a time, in the order of the schedule.
     *
     * @param step the step
     * @param cell the variable concerned, if it is one
     * @return true to leave it out
     */
    boolean leavesOut(Step step, @Nullable Object cell);
}
