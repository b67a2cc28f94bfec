package dev.tvar.stm.internal.diagnostics;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The way to the flight recorder, where this JVM has one and it is in use. Without the module {@code jdk.jfr} no event class
 * may be loaded; without a recording none should be, for that takes a tenth of a second. So until the first recording of
 * the JVM this is a look at one flag, and after it a second one, at whether events of the kind are wanted.
 */
public final class Flight {
    private static final boolean PRESENT = ModuleLayer.boot()
            .findModule("jdk.jfr")
            .filter(Flight.class.getModule()::canRead)
            .isPresent();

    /** Those to ask whether they are wanted; never committed. */
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

    static boolean isInUse() {
        return PRESENT && FlightRecorder.isInitialized() && isLoaded();
    }

    /** Once per JVM: a transaction at the end of its stack goes without events for good, rather than fail. */
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

    /** A snapshot begins; null if nobody wants to know. */
    public static @Nullable SnapshotEvent beginSnapshot() {
        return isInUse() && Asked.SNAPSHOT.isEnabled() ? SnapshotEvent.begun() : null;
    }

    static void abort(String transaction, int attempt, String kind, String variable, String winner) {
        if (wantsAborts()) {
            AbortEvent.tell(transaction, attempt, kind, variable, winner);
        }
    }
}
