package dev.tvar.stm.internal.access;

import dev.tvar.stm.diagnostics.AbortKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, unless an exception left it. {@link AccessSet#conflict} is the variable over which it was lost. */
public enum Outcome {
    /** It has committed. */
    COMMITTED(null),
    /** Another transaction has changed a variable that it depends on. */
    CHANGED(AbortKind.READ_CHANGED),
    /** A variable that its commit needs stayed locked. */
    LOCKED_OUT(AbortKind.LOCKED),
    /** Its commit gave way to the ticket holder. */
    TICKET(AbortKind.TICKET),
    /** Its body called retry. */
    RETRY(AbortKind.RETRY);

    private final @Nullable AbortKind kind;

    Outcome(@Nullable AbortKind kind) {
        this.kind = kind;
    }

    /** The kind of abort as which diagnostics count it; it has not committed. */
    public AbortKind kind() {
        return Objects.requireNonNull(kind);
    }
}
