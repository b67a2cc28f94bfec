package dev.tvar.stm.internal;

import org.jspecify.annotations.Nullable;

/**
 * The one place through which the steps of the engine can be watched, delayed or left out by tests: a schedule explorer
 * drives the production code through it, and a planted bug is a step left out. {@link #ON} is a constant, so that
 * without {@code -Ddev.tvar.stm.seam=true} the compiler removes every call.
 */
public abstract class Seam {
    /** The steps, named after what the engine is about to do. */
    public enum Step {
        /** Refuse to commit an attempt whose body swallowed control flow. */
        REFUSE_DOOMED,
        /** Take the version for a commit; left out, the commit uses the version that it overwrites. */
        TAKE_VERSION,
        /** Look, with all locks held, whether another has the ticket. */
        LOOK_AT_TICKET,
        /** Check, with all locks held, that what was read has not changed. */
        VALIDATE,
        /** Check what was read before the read version moves up. */
        VALIDATE_EXTENSION,
        /** Check, with all locks held, that the answers of isAtLeast still hold. */
        VALIDATE_RANGES,
        /** Refuse an answer of isAtLeast that holds later than at the instant asked for. */
        REFUSE_LATER_ANSWER,
        /** Keep the value that is overwritten for the open snapshots. */
        KEEP_FOR_SNAPSHOTS,
        /** Store one value. */
        STORE,
        /** Go on after a look at a stamp. Cannot be left out: a place to take time. */
        LOOKED_AT_STAMP,
        /** Look at the stamp again after the value was read. */
        COMPARE_STAMPS,
        /** Give back the lock of a cell when a commit fails. */
        UNLOCK,
        /** Wake those who wait for a cell. */
        WAKE,
        /** Take a nested part's writes back. */
        UNDO,
        /** Forget a nested part's hooks. */
        FORGET_HOOKS,
        /** Check that a Txn is used by its own thread in its own attempt. */
        CHECK_OWNER,
        /** Take a waiter off the lists that it stands in. */
        DEREGISTER
    }

    /** Whether the seam is there at all in this JVM. */
    public static final boolean ON = Boolean.getBoolean("dev.tvar.stm.seam");

    private static volatile @Nullable Seam installed;

    /** For subclasses. */
    protected Seam() {}

    /**
     * Installs a seam for all transactions of this JVM.
     *
     * @param seam what is asked before each step; null for none
     * @throws IllegalStateException if this JVM runs without the seam
     */
    public static void install(@Nullable Seam seam) {
        if (!ON) {
            throw new IllegalStateException("start the JVM with -Ddev.tvar.stm.seam=true");
        }
        installed = seam;
    }

    /**
     * Called before each step, by the thread that takes it.
     *
     * @param step what is about to be done
     * @param cell the variable concerned, if it is one
     * @return false to leave the step out
     */
    protected abstract boolean proceed(Step step, @Nullable Cell cell);

    static boolean goes(Step step, @Nullable Cell cell) {
        if (!ON) {
            return true;
        }
        Seam present = installed;
        return present == null || present.proceed(step, cell);
    }
}
