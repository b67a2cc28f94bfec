package dev.tvar.stm.internal.cell;

import org.jspecify.annotations.Nullable;

/** What tests look up in variables and the clock, without taking a step. */
public final class Inspection {
    private Inspection() {}

    /**
     * Returns the version of a variable.
     *
     * @param cell the variable
     * @return its version
     */
    public static long versionOf(Object cell) {
        return Stamp.version(Seqlock.peek((Cell) cell));
    }

    /**
     * Returns whether a variable is locked.
     *
     * @param cell the variable
     * @return true if a committer has it locked
     */
    public static boolean isLocked(Object cell) {
        return Stamp.isLocked(Seqlock.peek((Cell) cell));
    }

    /**
     * Returns whether the wait list of a variable has a waiter.
     *
     * @param cell the variable
     * @return true if there is a waiter
     */
    public static boolean hasWaiters(Object cell) {
        return ((Cell) cell).hasWaiters();
    }

    /**
     * Returns the name of a variable.
     *
     * @param cell the variable
     * @return its name, or null if it has none
     */
    public static @Nullable String nameOf(Object cell) {
        return ((Cell) cell).name();
    }

    /**
     * Returns the version clock.
     *
     * @return the time of the clock
     */
    public static long clock() {
        return Clock.peek();
    }
}
