package dev.tvar.stm.testing.planted;

import dev.tvar.stm.internal.seam.Step;
import org.jspecify.annotations.Nullable;

/** Runs an action of a test at a given step of the engine, so that two transactions overlap at that step. */
final class Interleaving {
    /** Called before each step, by the thread that takes it. */
    interface Listener {
        void before(Step step, @Nullable Object cell);
    }

    private static volatile @Nullable Listener listener;

    private Interleaving() {}

    static void set(@Nullable Listener newListener) {
        listener = newListener;
    }

    static void before(Step step, @Nullable Object cell) {
        Listener present = listener;
        if (present != null) {
            present.before(step, cell);
        }
    }
}
