package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.Session;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The switch of diagnostics: on while a session is open. */
public final class Switch {
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    /** A copy of {@code SESSIONS > 0}, for the one read that every transaction makes. */
    private static volatile boolean on;

    private Switch() {}

    /** Whether a session is open. */
    public static boolean isOn() {
        return on;
    }

    /** Whether transactions are to be watched from beginning to end. */
    public static boolean watchesCalls() {
        return on || Flight.isInUse() && (Flight.wantsCommits() || Flight.wantsAborts());
    }

    /** Whether aborts are to be reported by name, which requires the writer of each version. */
    public static boolean watchesConflicts() {
        return on || Flight.wantsAborts();
    }

    /** Opens a session. */
    public static Session open() {
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
