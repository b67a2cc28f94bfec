package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A waiter without a thread: its wake-up hands it to an executor. It is armed when it has registered everywhere and found
 * nothing changed, and the first of a wake-up, a time-out and a cancellation ends its wait. Only that one continues it;
 * while it still registers, none of them does, and {@link #arm} finds that the wait is over.
 */
public abstract non-sealed class Callback extends WaitNode {
    private static final int REGISTERING = 0;
    private static final int ARMED = 1;
    private static final int ENDED = 2;

    /** Not a VarHandle: linking one needs much stack, and a commit that wakes someone cannot fail any more. */
    private static final AtomicIntegerFieldUpdater<Callback> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Callback.class, "state");

    private volatile int state = REGISTERING;

    /** The callback that the same commit woke before this one; belongs to the thread of that commit. */
    private @Nullable Callback wokenBefore;

    protected Callback() {}

    /** A callback depends on its executor, which may be busy; so no other waiter may depend on it. */
    @Override
    final boolean handsOn() {
        return false;
    }

    /** Begins the wait, after the registration; false if it is over already, and the caller continues. */
    public final boolean arm() {
        if (!Seam.goes(Step.ARM, null)) {
            state = ARMED;
            return true;
        }
        return STATE.compareAndSet(this, REGISTERING, ARMED);
    }

    @Override
    final void wake() {
        if (Seam.goes(Step.TELL_WAITER, null)) {
            int before = STATE.getAndSet(this, ENDED);
            if (!isRegistering(before) && !isEnded(before)) {
                woken();
            }
        }
    }

    /** Ends the wait for another reason than a change; true if the caller is to continue it. */
    public final boolean end() {
        Seam.goes(Step.END_WAIT, null);
        return STATE.getAndSet(this, ENDED) == ARMED;
    }

    private static boolean isRegistering(int state) {
        return state == REGISTERING;
    }

    private static boolean isEnded(int state) {
        return state == ENDED;
    }

    /** Called once, by the thread of the commit that changed a variable, perhaps during its attempt: see to it that this is handed over. */
    protected abstract void woken();

    /** Hands this to its executor. Throws nothing; called while the thread runs no attempt and holds nothing. */
    public abstract void handOver();

    /** Puts this at the head of a list of woken callbacks, and returns it as the new list. Allocates nothing. */
    public final Callback after(@Nullable Callback others) {
        wokenBefore = others;
        return this;
    }

    /** Hands all over, in the order of their wake-ups. */
    public static void handOverAll(Callback list) {
        Callback first = null;
        for (Callback each = list; each != null; ) {
            Callback before = each.wokenBefore;
            each.wokenBefore = first;
            first = each;
            each = before;
        }
        while (first != null) {
            Callback next = first.wokenBefore;
            first.wokenBefore = null;
            first.handOver();
            first = next;
        }
    }
}
