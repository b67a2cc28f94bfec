package dev.tvar.stm.testing.service;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service that keeps accounts and moves money between them, as a test sees it: what the user of the harness implements, in
 * plain Java, over a database, an HTTP client, locks or anything else.
 *
 * <p>{@link #open}, {@link #transfer(String, String, long)} and {@link #balance} are required. All other operations are
 * optional: an operation is offered if the class overrides its methods, and laws about an operation that is not offered are not
 * judged. See {@link #offers}.
 *
 * <p><b>Exceptions.</b> Every method may throw any exception. An exception says nothing about what happened to the money: a
 * call that changes something and throws counts as {@link Outcome#UNKNOWN}, a call that reads and throws as an observation that
 * was not made. A service that knows better catches the exception and returns {@link Outcome#FAILED} or
 * {@link Outcome#REFUSED}. An {@link Error} is reported as a fault of the service, and so is a result that cannot be right: null,
 * the id of an account twice, an audit without one of the accounts.
 *
 * <p><b>Threads.</b> The harness calls all methods but {@link #close} from several threads at the same time. One thread is
 * one client: all its calls form one session. At its time limit the harness interrupts threads that have not returned, and abandons
 * them.
 *
 * <p><b>Money</b> is counted in the smallest unit. The harness opens accounts of its own for each run, and expects that it alone
 * uses them; other accounts may exist, and may be used.
 */
public interface MoneyService extends AutoCloseable {

    /** The answer to a call that changes something. */
    enum Outcome {
        /** The whole change has happened, exactly once. */
        DONE,
        /**
         * Nothing has happened, for the reason that the operation names: the payer cannot pay, or the hold is not open. A refusal
         * is an observation, which is judged: the reason must have been true at some instant during the call.
         */
        REFUSED,
        /** Nothing has happened and nothing will, for any other reason: a conflict, a limit, an amount that is not allowed. */
        FAILED,
        /**
         * The caller cannot know: a lost reply, a timeout. The whole change has happened, or happens later, or never happens; it
         * is settled when {@link MoneyService#settle} returns, and stays as it is then.
         */
        UNKNOWN
    }

    /** What a service may offer in addition to its required operations. */
    enum Operation {
        /** {@link MoneyService#audit}. */
        AUDIT,
        /** {@link MoneyService#transfer(String, String, String, long)}. */
        KEYED_TRANSFER,
        /** {@link MoneyService#hold}, {@link MoneyService#capture}, {@link MoneyService#release}, {@link MoneyService#held}. */
        HOLDS,
        /** {@link MoneyService#history}. */
        HISTORY
    }

    /**
     * Opens a new account.
     *
     * @param opening its first balance; not negative
     * @return the id of the account, different from the ids of all other accounts; not null
     * @throws Exception if the account cannot be opened; the run ends
     */
    String open(long opening) throws Exception;

    /**
     * Moves money, if the payer can pay: its balance, less the money held on it, stays at or above its {@link #floor}.
     *
     * @param from the id of the payer
     * @param to the id of the receiver; may be {@code from}
     * @param amount how much; not negative. For zero, and for a transfer from an account to itself, a service may answer
     *     anything, as long as it changes nothing
     * @return {@link Outcome#REFUSED} if the payer cannot pay; not null
     * @throws Exception if the caller cannot know what happened: the same as {@link Outcome#UNKNOWN}
     */
    Outcome transfer(String from, String to, long amount) throws Exception;

    /**
     * Reads the balance of an account. Money that is held on the account is part of its balance until it is captured.
     *
     * @param account the id of the account
     * @return its balance at one instant during the call
     * @throws Exception if the balance cannot be read
     */
    long balance(String account) throws Exception;

    /**
     * Reads the balances of all accounts at one instant during the call. Optional: a service that can read the accounts only
     * one after the other does not offer it.
     *
     * @return the balance of each account, by its id; at least of the accounts that were opened before the call. Not null
     * @throws Exception if the balances cannot be read
     */
    default Map<String, Long> audit() throws Exception {
        throw notOffered(Operation.AUDIT);
    }

    /**
     * Moves money like {@link #transfer(String, String, long)}, but only once for all calls with the same key, even if they are
     * made at the same time, or after a reply was lost. Optional.
     *
     * <p>All calls with one key have the same payer, receiver and amount. As soon as one of them has answered {@code DONE}, all
     * later ones answer {@code DONE} and move nothing; as soon as one has answered {@code REFUSED}, all later ones answer {@code
     * REFUSED}. The other two answers do not bind: {@code FAILED} says that this call has moved nothing, for instance because
     * another call with the key is still running.
     *
     * @param key the idempotency key, unique for each payment: letters, digits and hyphens, at most 40
     * @param from the id of the payer
     * @param to the id of the receiver
     * @param amount how much; not negative
     * @return {@link Outcome#REFUSED} if the payer cannot pay; not null
     * @throws Exception the same as {@link Outcome#UNKNOWN}
     */
    default Outcome transfer(String key, String from, String to, long amount) throws Exception {
        throw notOffered(Operation.KEYED_TRANSFER);
    }

    /**
     * Reserves money of the payer for a receiver: it stays part of the payer's balance, but can be spent by {@link #capture}
     * only. Optional; offered together with {@link #capture}, {@link #release} and {@link #held}.
     *
     * @param id the id of the hold, chosen by the caller, unique for each hold: letters, digits and hyphens, at most 40
     * @param from the id of the payer
     * @param to the id of the account that receives the money when it is captured
     * @param amount how much; not negative
     * @return {@link Outcome#REFUSED} if the payer cannot pay; not null
     * @throws Exception the same as {@link Outcome#UNKNOWN}
     */
    default Outcome hold(String id, String from, String to, long amount) throws Exception {
        throw notOffered(Operation.HOLDS);
    }

    /**
     * Moves the whole amount of an open hold to its receiver, and ends the hold.
     *
     * @param id the id of the hold
     * @return {@link Outcome#DONE} if this call has captured the hold; {@link Outcome#REFUSED} if the hold is not open: never
     *     placed, captured or released before; not null
     * @throws Exception the same as {@link Outcome#UNKNOWN}
     */
    default Outcome capture(String id) throws Exception {
        throw notOffered(Operation.HOLDS);
    }

    /**
     * Ends an open hold without moving money.
     *
     * @param id the id of the hold
     * @return {@link Outcome#DONE} if this call has released the hold; {@link Outcome#REFUSED} if the hold is not open; not null
     * @throws Exception the same as {@link Outcome#UNKNOWN}
     */
    default Outcome release(String id) throws Exception {
        throw notOffered(Operation.HOLDS);
    }

    /**
     * Reads how much money is held on an account.
     *
     * @param account the id of the payer of the holds
     * @return the sum of its open holds at one instant during the call
     * @throws Exception if the sum cannot be read
     */
    default long held(String account) throws Exception {
        throw notOffered(Operation.HOLDS);
    }

    /**
     * Reads all changes of the balance of an account. Optional.
     *
     * @param account the id of the account
     * @return the opening balance, then the amount of each change, negative where the account paid, in the order in which they
     *     were booked; changes of zero, and transfers from the account to itself, may be missing. Not null
     * @throws Exception if the changes cannot be read
     */
    default List<Long> history(String account) throws Exception {
        throw notOffered(Operation.HISTORY);
    }

    /**
     * The lowest balance that an account may have. The harness asks once for each account, after {@link #open}. The default is
     * zero.
     *
     * @param account the id of the account
     * @return the floor, not above the opening balance; negative if the account may be overdrawn
     * @throws Exception if the floor cannot be read; the run ends
     */
    default long floor(String account) throws Exception {
        return 0;
    }

    /**
     * The optional operations that this service offers. The harness calls this once, before a run. The default returns the operations
     * all of whose methods the class overrides. A class that forwards to another service overrides this method, too.
     *
     * @return the operations; not null
     * @throws IllegalStateException if the class overrides some methods of an operation but not all; the message names them
     */
    default Set<Operation> offers() {
        return Offers.of(getClass());
    }

    /**
     * Waits until no call that has timed out can change anything any more. The harness calls this once in each run, when all clients
     * have ended, before it reads the final balances. The default does nothing, which is right for a service whose calls have
     * ended when they return.
     *
     * @throws Exception if the service cannot know; the run ends
     */
    default void settle() throws Exception {}

    /**
     * Releases the resources of the service. The default does nothing. It declares no checked exception, so that a {@code
     * try} statement over any service compiles without a warning.
     */
    @Override
    default void close() {}

    private UnsupportedOperationException notOffered(Operation operation) {
        return new UnsupportedOperationException(getClass().getName() + " does not offer " + operation);
    }
}
