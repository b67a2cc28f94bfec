package dev.tvar.stm;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.diagnostics.Rivals;
import dev.tvar.stm.diagnostics.Running;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.diagnostics.Stuck;
import dev.tvar.stm.diagnostics.TicketHolder;
import dev.tvar.stm.diagnostics.Waiting;
import dev.tvar.stm.internal.diagnostics.ConflictTable;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.StuckWatch;
import dev.tvar.stm.internal.diagnostics.Switch;
import dev.tvar.stm.internal.diagnostics.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reports what the transactions of this JVM are doing: counts, conflicts (loser, winner and variable), and waits
 * (transaction, variables and duration). {@link STM#diagnostics()} returns the only instance. All methods may be called
 * by any thread.
 *
 * <p>Lost attempts and waits are always counted: they are slow paths, where the cost of a count does not matter. The
 * list of waiting transactions is always kept as well. Commits, snapshots, conflicts by name and running transactions
 * are recorded only while a {@link #enable session} is open, or a {@linkplain #watch watch}; a transaction that begins
 * while none is open reads one flag. While one is open, a transaction pays about a tenth of a microsecond.
 *
 * <p>The same facts go to the flight recorder, as events {@code dev.tvar.stm.TransactionCommit},
 * {@code TransactionAbort}, {@code TransactionWait} and {@code Snapshot}, in a JVM that has the module {@code jdk.jfr}.
 * A recording has the events that it enables by name, and without one costs transactions nothing: {@code jcmd PID
 * JFR.start +dev.tvar.stm.TransactionAbort#enabled=true}, or in a settings file {@code <event
 * name="dev.tvar.stm.TransactionAbort"><setting name="enabled">true</setting></event>}.
 *
 * <p>Transactions get a name by {@link TxnOptions#withName}, variables by {@code named}. In a JVM that is started with
 * {@code -Ddev.tvar.stm.sites=true}, for development, transactions and variables without a name are named after the
 * line that created or called them. The records keep no variable and no thread alive.
 *
 * <pre>{@code
 * Session session = STM.diagnostics().enable();
 * transfer(from, to, 30);                                // the work to measure
 * STM.diagnostics().topConflicts(10).forEach(System.out::println);
 * session.close();
 * }</pre>
 */
public final class Diagnostics {
    /** The only instance. */
    static final Diagnostics INSTANCE = new Diagnostics();

    private Diagnostics() {}

    /**
     * Begins to record the facts that are not always recorded. Sessions may overlap; they share one record.
     *
     * @return the session, to be closed when the records are no longer needed
     */
    public Session enable() {
        return Switch.open();
    }

    /**
     * Returns whether any session or watch is open.
     *
     * @return true if commits, snapshots and conflicts are recorded at present
     */
    public boolean isEnabled() {
        return Switch.isOn();
    }

    /**
     * Clears all counts and conflicts, for all users of this JVM. A meter should compute differences instead.
     */
    public void reset() {
        Tally.reset();
        ConflictTable.reset();
    }

    // ---- counts

    /**
     * Returns the number of transactions that committed while a session was open.
     *
     * @return the number of transactions that began and ended in it, including read-only ones; a nested transaction is
     *     a part of its parent and is not counted
     */
    public long commits() {
        return Tally.commits();
    }

    /**
     * Returns the number of attempts that were lost to other transactions, and run again.
     *
     * @return the sum of all kinds for which {@link AbortKind#isConflict} holds; counted always
     */
    public long aborts() {
        long sum = 0;
        for (AbortKind kind : AbortKind.values()) {
            sum += kind.isConflict() ? aborts(kind) : 0;
        }
        return sum;
    }

    /**
     * Returns the number of attempts that ended without a commit for one reason.
     *
     * @param kind the reason
     * @return how many; counted always
     */
    public long aborts(AbortKind kind) {
        return Tally.aborts(kind);
    }

    /**
     * Returns the number of waits, whether for a change of a variable that was read or for the transaction's turn.
     *
     * @return how many; counted always
     */
    public long waits() {
        return Tally.waits();
    }

    /**
     * Returns the number of snapshots that ended while a session was open.
     *
     * @return the number, without snapshots that were part of a transaction or of another snapshot
     */
    public long snapshots() {
        return Tally.snapshots();
    }

    // ---- conflicts

    /**
     * Returns the conflicts that cost most attempts while a session was open, by variable, loser and winner.
     *
     * @param n how many rows at most
     * @return the worst first; rare rows are dropped where there are more than a thousand different rows
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public List<Conflict> topConflicts(int n) {
        return ConflictTable.top(n);
    }

    /**
     * Returns the variables over which most attempts were lost while a session was open.
     *
     * @param n how many at most
     * @return lost attempts by the name of the variable, the worst first
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public Map<String, Long> topVariables(int n) {
        return ConflictTable.topVariables(n);
    }

    /**
     * Returns the pairs of transactions of which one cost the other most attempts while a session was open.
     *
     * @param n how many at most
     * @return the worst first
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public List<Rivals> topRivals(int n) {
        return ConflictTable.topRivals(n);
    }

    // ---- present activity

    /**
     * Returns the waiting transactions: what each waits for, and since when. Always recorded, from the moment when the
     * thread goes to sleep.
     *
     * @return the waiting transactions, the longest wait first; for a transaction without a name, the stack of its
     *     thread is read
     */
    public List<Waiting> waiting() {
        return LiveWait.all();
    }

    /**
     * Returns the number of waiting transactions; cheaper than listing them.
     *
     * @return the number of transactions that sleep at present
     */
    public int waitingCount() {
        return LiveWait.count();
    }

    /**
     * Returns the transactions that began while a session was open, have not ended and do not sleep.
     *
     * @return the longest first
     */
    public List<Running> running() {
        return LiveCall.running();
    }

    /**
     * Returns the transaction that has the ticket: until its attempt ends, no other transaction that writes can commit.
     * Always recorded. A transaction that keeps the ticket for long indicates a fault: its body takes long, or waits
     * for another thread, which a body must not do.
     *
     * @return an empty result if no transaction has the ticket
     */
    public Optional<TicketHolder> ticketHolder() {
        return Optional.ofNullable(LiveTicket.holder());
    }

    /**
     * Watches for transactions that wait, run or hold the ticket for longer than a limit. Each is reported once per
     * wait, run or ticket, on a daemon thread of the watch, within half of {@code limit} after it has passed. A watch
     * is also a session: it does not see transactions that were running before it began, but it sees transactions that
     * were waiting or had the ticket.
     *
     * @param limit the duration after which a transaction is reported; more than zero
     * @param listener is notified of each; an exception that it throws goes to the thread's uncaught-exception handler
     * @return the watch; close it to end it
     * @throws IllegalArgumentException if {@code limit} is zero or negative
     */
    public Session watch(Duration limit, Consumer<? super Stuck> listener) {
        return StuckWatch.start(limit, listener);
    }

    /**
     * Returns a report of several lines: the counts, the worst conflicts, the transaction that has the ticket, and the
     * waiting and running transactions. Facts that are recorded only while a session is open are shown as not counted
     * if there was no session.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("transactions: ")
                .append(counted(commits(), "commits"))
                .append(", %,d attempts lost, %,d waits, ".formatted(aborts(), waits()))
                .append(counted(snapshots(), "snapshots"));
        if (!isEnabled()) {
            text.append(" (no session is open: enable() opens one)");
        }
        for (Conflict c : topConflicts(TOLD)) {
            text.append("%n%,d x %s lost to %s over %s (%s)"
                    .formatted(c.count(), c.transaction(), c.winner(), c.variable(), c.kind()));
        }
        ticketHolder().ifPresent(line -> text.append(System.lineSeparator()).append(line));
        waiting().forEach(line -> text.append(System.lineSeparator()).append(line));
        running().forEach(line -> text.append(System.lineSeparator()).append(line));
        return text.toString();
    }

    /** Formats a count that is recorded only while a session is open. */
    private String counted(long count, String what) {
        return count == 0 && !isEnabled() ? what + " not counted" : "%,d %s".formatted(count, what);
    }

    /** The number of conflicts that {@link #toString} shows. */
    private static final int TOLD = 10;
}
