package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.AbortKind;
import org.jspecify.annotations.Nullable;

/** Tells all who look: the counts, the table of conflicts, the flight recorder. */
public final class Report {
    /** The name of a transaction that cannot be told. */
    static final String UNKNOWN = "unknown";

    private Report() {}

    /** An attempt ended by its own doing. */
    public static void aborted(AbortKind kind, @Nullable String name, int attempt) {
        Tally.abort(kind);
        if (Flight.wantsAborts()) {
            Flight.abort(name == null ? CallSite.here() : name, attempt, kind.name(), "", "");
        }
    }

    /** An attempt was lost to another. */
    public static void counted(AbortKind kind) {
        Tally.abort(kind);
    }

    /** An attempt was lost to another, and {@link Switch#watchesConflicts} says that somebody wants to know more. */
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

    /** A snapshot ended. */
    public static void snapshotEnded(@Nullable SnapshotEvent event, int kept) {
        if (Switch.isOn()) {
            Tally.snapshot();
        }
        if (event != null) {
            event.end(kept);
        }
    }
}
