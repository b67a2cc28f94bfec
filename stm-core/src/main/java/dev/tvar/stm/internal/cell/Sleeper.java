package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.List;
import java.util.function.Supplier;

/** A thread that waits: its wake-up flag and its places. Supplies the variables that it waits for, to diagnostics. */
public final class Sleeper extends WaitNode implements Supplier<List<?>> {
    private final Thread thread = Thread.currentThread();
    private final boolean handsOn;
    private volatile boolean woken;

    /**
     * A waiter for the calling thread.
     *
     * @param handsOn whether this waiter is certain to wake others once it is awake: true for a platform thread
     */
    public Sleeper(boolean handsOn) {
        this.handsOn = handsOn;
    }

    @Override
    void wake() {
        if (Seam.goes(Step.TELL_WAITER, null)) {
            woken = true;
        }
        if (Seam.goes(Step.UNPARK, null)) {
            Seam.wakeUp(thread);
        }
    }

    @Override
    boolean handsOn() {
        return handsOn;
    }

    @Override
    public List<?> get() {
        return cells();
    }

    public boolean isWoken() {
        Seam.goes(Step.LOOK_FOR_WAKE_UP, null);
        return woken;
    }

    /** Whether the wake-up has arrived; for the spin before parking, and not a step of the engine. */
    public boolean wasToldToWake() {
        return woken;
    }
}
