package dev.tvar.stm;

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
 * What the transactions of this JVM are doing: counts, who loses to whom over what, who waits for what since when. There
 * is one, from {@link STM#diagnostics()}. All methods may be called by any thread.
 *
 * <p>Lost attempts and waits are counted always: they are slow paths, where a count does not matter. So is the list of
 * those who wait. Commits, snapshots, conflicts by name and running transactions are recorded only while a {@link
 * #enable session} is open, or a {@linkplain #watch watch}; a transaction that begins while none is pays one look at a
 * flag. While one is open, a transaction pays about a tenth of a microsecond.
 *
 * <p>The same facts go to the flight recorder, as events {@code dev.tvar.stm.TransactionCommit} (off unless asked for),
 * {@code TransactionAbort}, {@code TransactionWait} and {@code Snapshot}, in a JVM that has the module {@code jdk.jfr}.
 *
 * <p>Transactions get a name by {@link TxnOptions#withName}, variables by {@code named}. In a JVM that is started with
 * {@code -Ddev.tvar.stm.sites=true}, for development, those without a name are named after the line that made or called
 * them. No variable and no thread is kept alive by what is recorded.
 */
public final class Diagnostics {
    /** The only one. */
    static final Diagnostics INSTANCE = new Diagnostics();

    private Diagnostics() {}

    /** Something that goes on until it is closed. Closing it again has no effect. */
    public interface Session extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins to record what is not recorded always. Sessions may overlap; what is recorded is one for all.
     *
     * @return to be closed when nobody looks any more
     */
    public Session enable() {
        return Switch.open();
    }

    /**
     * Whether any session or watch is open.
     *
     * @return true if commits, snapshots and conflicts are recorded at present
     */
    public boolean isEnabled() {
        return Switch.isOn();
    }

    /**
     * Forgets all counts and conflicts, for everyone who looks at them. Meters should rather look at differences.
     */
    public void reset() {
        Tally.reset();
        ConflictTable.reset();
    }

    // ---- counts

    /**
     * How many transactions committed while a session was open.
     *
     * @return those that began and ended in it, read-only ones among them; a nested one is a part of its transaction
     */
    public long commits() {
        return Tally.commits();
    }

    /**
     * How many attempts were lost to other transactions, and run again.
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
     * How many attempts ended without a commit for one reason.
     *
     * @param kind the reason
     * @return how many; counted always
     */
    public long aborts(AbortKind kind) {
        return Tally.aborts(kind);
    }

    /**
     * How often a transaction waited: for a change of what it had read, or for its turn.
     *
     * @return how many; counted always
     */
    public long waits() {
        return Tally.waits();
    }

    /**
     * How many snapshots ended while a session was open.
     *
     * @return those that were not part of a transaction or of another snapshot
     */
    public long snapshots() {
        return Tally.snapshots();
    }

    // ---- who loses to whom over what

    /**
     * What cost most attempts while a session was open: over which variable, who, to whom.
     *
     * @param n how many rows at most
     * @return the worst first; what is rare is forgotten where there are more than a thousand different rows
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public List<Conflict> topConflicts(int n) {
        return ConflictTable.top(n);
    }

    /**
     * The variables over which most attempts were lost while a session was open.
     *
     * @param n how many at most
     * @return lost attempts by the name of the variable, the worst first
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public Map<String, Long> topVariables(int n) {
        return ConflictTable.topVariables(n);
    }

    /**
     * The pairs of transactions of which one cost the other most attempts while a session was open.
     *
     * @param n how many at most
     * @return the worst first
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public List<Rivals> topRivals(int n) {
        return ConflictTable.topRivals(n);
    }

    // ---- what goes on now

    /**
     * Who waits for what, since when. Recorded always, from the moment when the thread goes to sleep.
     *
     * @return those who wait, the longest first; a transaction without a name costs a look at the stack of its thread
     */
    public List<Waiting> waiting() {
        return LiveWait.all();
    }

    /**
     * How many wait; cheaper than to list them.
     *
     * @return how many transactions sleep at present
     */
    public int waitingCount() {
        return LiveWait.count();
    }

    /**
     * The transactions that began while a session was open, have not ended and do not sleep.
     *
     * @return the longest first
     */
    public List<Running> running() {
        return LiveCall.running();
    }

    /**
     * The transaction that has the ticket: until its attempt ends, all other transactions that write wait with their commit. Recorded
     * always. One that has it for long is a fault: its body takes long, or waits for another thread, which it must not.
     *
     * @return nothing if no transaction has the ticket
     */
    public Optional<TicketHolder> ticketHolder() {
        return Optional.ofNullable(LiveTicket.holder());
    }

    /**
     * Watches for transactions that wait, run or hold the ticket for longer than they should. Each is reported once per wait, run or
     * ticket, on a daemon thread of the watch, within half of {@code limit} after it has passed. A watch is a session, too:
     * transactions that were running before it are not seen, those that were waiting or had the ticket are.
     *
     * @param limit how long is too long; more than zero
     * @param listener is notified; what it throws goes to the thread's uncaught-exception handler
     * @return to be closed to end the watch
     * @throws IllegalArgumentException if {@code limit} is zero or negative
     */
    public Session watch(Duration limit, Consumer<? super Stuck> listener) {
        return StuckWatch.start(limit, listener);
    }

    /**
     * Several lines for people: the counts, the worst conflicts, the transaction that has the ticket, those that wait and those that run.
     * What is recorded only while a session is open is shown as not counted if there was none.
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

    /** A count that is recorded only while a session is open. */
    private String counted(long count, String what) {
        return count == 0 && !isEnabled() ? what + " not counted" : "%,d %s".formatted(count, what);
    }

    /** How many conflicts {@link #toString} tells of. */
    private static final int TOLD = 10;

    /** A thread as people know it: virtual ones often have no name. */
    static String nameOf(Thread thread) {
        return thread.getName().isEmpty() ? "thread #" + thread.getId() : "thread '" + thread.getName() + "'";
    }
}
