package dev.tvar.stm.internal.diagnostics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("dev.tvar.stm.TransactionCommit")
@Label("Transaction Commit")
@Category("TVar STM")
@Description("A transaction that committed; its duration covers all its attempts and waits")
@Enabled(false) // see Flight
@StackTrace(false)
final class CommitEvent extends Event {
    @Label("Transaction")
    @Nullable
    String transaction;

    @Label("Attempts")
    int attempts;

    @Label("Reads")
    @Description("Entries in the read set of the attempt that committed")
    int reads;

    @Label("Writes")
    @Description("TVars written")
    int writes;

    static CommitEvent begun() {
        CommitEvent event = new CommitEvent();
        event.begin();
        return event;
    }

    void end(String name, int attemptsMade, int readEntries, int written) {
        end();
        if (shouldCommit()) {
            transaction = name;
            attempts = attemptsMade;
            reads = readEntries;
            writes = written;
            commit();
        }
    }
}
