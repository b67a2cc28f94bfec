package dev.tvar.stm.internal.diagnostics;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("dev.tvar.stm.TransactionWait")
@Label("Transaction Wait")
@Category("TVar STM")
@Description("A transaction that waited for a change of its read set, or for its turn")
@Enabled(false) // see Flight
@Threshold("10 ms") // as for the JDK's own waits
final class WaitEvent extends Event {
    @Label("Transaction")
    @Nullable
    String transaction;

    @Label("Variables")
    @Description("The TVars of which it awaited a change; empty if it queued for its turn")
    @Nullable
    String variables;

    @Label("Outcome")
    @Description("WOKEN, TIMED_OUT or INTERRUPTED")
    @Nullable
    String outcome;

    static WaitEvent begun() {
        WaitEvent event = new WaitEvent();
        event.begin();
        return event;
    }

    void end(String name, List<String> awaited, String how) {
        end();
        if (shouldCommit()) {
            transaction = name;
            variables = String.join(", ", awaited);
            outcome = how;
            commit();
        }
    }
}
