package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.AbortKind;
import org.jspecify.annotations.Nullable;

/** Distributes the engine's reports: to the counts, the table of conflicts and the flight recorder. */
public final class Report {
    /** The name of a transaction that is not known. */
    static final String UNKNOWN = "unknown";

    private Report() {}

    /** Reports that an attempt ended by its own action. */
    public static void aborted(AbortKind kind, @Nullable String name, int attempt) {
        Tally.abort(kind);
        if (Flight.wantsAborts()) {
            Flight.abort(name == null ? CallSite.here() : name, attempt, kind.name(), "", "");
        }
    }

    /** Reports that an attempt was lost to another transaction. */
    public static void counted(AbortKind kind) {
        Tally.abort(kind);
    }

    /**
     * Reports that an attempt was lost to another transaction, with details; called if {@link Switch#watchesConflicts}
     * is true.
     */
    public static void lost(
            AbortKind kind, @Nullable String name, int attempt, Object variable, @Nullable String winner) {
        Tally.abort(kind);
        String loser = name == null ? CallSite.here() : name;
        String knownWinner = winner == null ? UNKNOWN : winner;
        if (Switch.isOn()) {
            ConflictTable.count(variable.toString(), loser, knownWinner, kind);
        }
        Flight.abort(loser, attempt, kind.name(), variable.toString(), knownWinner);
    }

    /** Reports that a snapshot ended. */
    public static void snapshotEnded(@Nullable SnapshotEvent event, int kept) {
        if (Switch.isOn()) {
            Tally.snapshot();
        }
        if (event != null) {
            event.end(kept);
        }
    }
}
