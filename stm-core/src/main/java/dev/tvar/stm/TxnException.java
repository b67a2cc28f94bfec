package dev.tvar.stm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a transaction gives up without committing; none of its writes is visible. The subclass gives the reason.
 *
 * <p>Each carries the contended variables: the TVars that its last failed attempt conflicted on or waited for, by name
 * where they have one.
 */
@SuppressWarnings("serial") // the list is an immutable java.util one, which is serialisable
public abstract sealed class TxnException extends RuntimeException
        permits TxnTimeoutException, TooManyAttemptsException, TxnInterruptedException {

    private static final long serialVersionUID = 1L;

    /** The name from {@link TxnOptions}, or null. */
    private final @Nullable String transactionName;

    /** How often the body had run. */
    private final int attempts;

    /** The TVars of the last conflict or wait. */
    private final List<String> contended;

    /** A description of the transaction that had the ticket, or null. */
    private final @Nullable String ticketHolder;

    TxnException(
            String what,
            @Nullable String transactionName,
            int attempts,
            List<String> contended,
            @Nullable String ticketHolder) {
        super(message(what, transactionName, attempts, contended, ticketHolder));
        this.transactionName = transactionName;
        this.attempts = attempts;
        this.contended = List.copyOf(contended);
        this.ticketHolder = ticketHolder;
    }

    /**
     * The name that {@link TxnOptions#withName} gave to the transaction.
     *
     * @return the name, or nothing
     */
    public Optional<String> transactionName() {
        return Optional.ofNullable(transactionName);
    }

    /**
     * How often the body had run.
     *
     * @return at least 1
     */
    public int attempts() {
        return attempts;
    }

    /**
     * The TVars that the last failed attempt conflicted on or waited for, as {@code toString} shows them; a long list is
     * cut.
     *
     * @return empty if the transaction had neither met a conflict nor waited
     */
    public List<String> contended() {
        return contended;
    }

    /**
     * The transaction that had the ticket, if this one waited for the ticket or gave way to it when it gave up: its name or the place of
     * its call, its thread, and for how long it had the ticket. If that is long, its body does not end: perhaps it
     * waits for another thread, which a body must not do.
     *
     * @return one line, or nothing if the ticket was not the reason
     */
    public Optional<String> ticketHolder() {
        return Optional.ofNullable(ticketHolder);
    }

    private static String message(
            String what, @Nullable String name, int attempts, List<String> contended, @Nullable String ticketHolder) {
        String who = name == null ? "transaction" : "transaction '" + name + "'";
        String runs = attempts == 1 ? "1 attempt" : attempts + " attempts";
        String over = contended.isEmpty() ? "" : "; it fought over or waited for " + String.join(", ", contended);
        String behind = ticketHolder == null ? "" : "; it waited for the ticket: " + ticketHolder;
        return who + " " + what + " after " + runs + over + behind;
    }
}
