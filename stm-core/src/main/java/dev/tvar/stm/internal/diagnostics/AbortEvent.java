package dev.tvar.stm.internal.diagnostics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.tvar.stm.TransactionAbort")
@Label("Transaction Abort")
@Category("TVar STM")
@Description("An attempt of a transaction that did not commit")
@Enabled(false) // see Flight
final class AbortEvent extends Event {
    @Label("Transaction")
    @Nullable
    String transaction;

    @Label("Attempt")
    @Description("The number of the attempt, counted from one")
    int attempt;

    @Label("Kind")
    @Description("READ_CHANGED, ANSWER_CHANGED, LOCKED, TICKET, RETRY or EXCEPTION")
    @Nullable
    String kind;

    @Label("Variable")
    @Description("The TVar over which it was lost; empty if none")
    @Nullable
    String variable;

    @Label("Winner")
    @Description("The transaction to which it was lost; empty if none")
    @Nullable
    String winner;

    static void tell(String transaction, int attempt, String kind, String variable, String winner) {
        AbortEvent event = new AbortEvent();
        event.transaction = transaction;
        event.attempt = attempt;
        event.kind = kind;
        event.variable = variable;
        event.winner = winner;
        event.commit();
    }
}
