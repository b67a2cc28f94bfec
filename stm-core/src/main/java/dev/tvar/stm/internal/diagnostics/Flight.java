package dev.tvar.stm.internal.diagnostics;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the flight recorder, where this JVM has one and it is in use. Without the module {@code jdk.jfr} no
 * event class may be loaded; without a recording none should be, because loading takes a tenth of a second. So until
 * the first recording of the JVM the cost is one read of a flag, and after it a second read: whether events of the kind
 * are enabled. All kinds are disabled unless the recording enables them by name: an enabled abort event makes each commit
 * note what it writes, so that the winner of a conflict is known, and a recording with default settings must not slow
 * the program down.
 */
public final class Flight {
    private static final boolean PRESENT = isPresent();

    /** Event instances used only to check whether their kind is enabled; never committed. */
    private static final class Asked {
        static final CommitEvent COMMIT = new CommitEvent();
        static final AbortEvent ABORT = new AbortEvent();
        static final WaitEvent WAIT = new WaitEvent();
        static final SnapshotEvent SNAPSHOT = new SnapshotEvent();

        private Asked() {}
    }

    /** Whether the event classes could be loaded; null before the first try. */
    private static volatile @Nullable Boolean loaded;

    private Flight() {}

    private static boolean isPresent() {
        try {
            return ModuleLayer.boot()
                            .findModule("jdk.jfr")
                            .filter(Flight.class.getModule()::canRead)
                            .isPresent()
                    && Class.forName("jdk.jfr.FlightRecorder", false, Flight.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false; // an OSGi framework need not offer its packages
        }
    }

    static boolean isInUse() {
        return PRESENT && FlightRecorder.isInitialized() && isLoaded();
    }

    /**
     * Decided once per JVM: if the stack overflows in this method, the JVM continues without events, rather than fail
     * the transaction.
     */
    private static boolean isLoaded() {
        Boolean known = loaded;
        if (known == null) {
            try {
                known = Asked.COMMIT != null;
            } catch (VirtualMachineError | LinkageError e) {
                known = false;
            }
            loaded = known;
        }
        return known;
    }

    static boolean wantsCommits() {
        return isInUse() && Asked.COMMIT.isEnabled();
    }

    static boolean wantsAborts() {
        return isInUse() && Asked.ABORT.isEnabled();
    }

    static @Nullable CommitEvent beginCommit() {
        return wantsCommits() ? CommitEvent.begun() : null;
    }

    static @Nullable WaitEvent beginWait() {
        return isInUse() && Asked.WAIT.isEnabled() ? WaitEvent.begun() : null;
    }

    /** Begins the event of a snapshot; null if snapshot events are not enabled. */
    public static @Nullable SnapshotEvent beginSnapshot() {
        return isInUse() && Asked.SNAPSHOT.isEnabled() ? SnapshotEvent.begun() : null;
    }

    static void abort(String transaction, int attempt, String kind, String variable, String winner) {
        if (wantsAborts()) {
            AbortEvent.tell(transaction, attempt, kind, variable, winner);
        }
    }
}
