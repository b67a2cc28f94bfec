package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.Diagnostics;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether anybody looks: on while a session is open. */
public final class Switch {
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    /** A copy of {@code SESSIONS > 0}, for the one look that every transaction takes. */
    private static volatile boolean on;

    private Switch() {}

    /** Whether a session is open. */
    public static boolean isOn() {
        return on;
    }

    /** Whether calls are to be watched from begin to end. */
    public static boolean watchesCalls() {
        return on || Flight.isInUse() && (Flight.wantsCommits() || Flight.wantsAborts());
    }

    /** Whether aborts are to be told of by name, and so who wrote what. */
    public static boolean watchesConflicts() {
        return on || Flight.wantsAborts();
    }

    /** Opens a session. */
    public static Diagnostics.Session open() {
        move(1);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                move(-1);
            }
        };
    }

    private static synchronized void move(int by) {
        on = SESSIONS.addAndGet(by) > 0;
    }
}
