package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.seam.Seam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Run the first attempt of a transaction, which is nearly always the last, by code so short that HotSpot compiles
 * it into each method that begins a transaction. Only there does the compiler know which body runs: it compiles the body
 * into the same code, and allocates no handle.
 *
 * Mechanism. HotSpot does not inline a method whose own compiled code exceeds 2,500 bytes (InlineSmallCode), or whose
 * byte code exceeds 325 (FreqInlineSize). So everything that can be is behind two calls: the commit, which is longer than
 * the second limit, and {@link Transaction#complete}, the loop for all further attempts and for an end with more to do.
 *
 * Why it is right. The steps are those of the loop in {@link Transaction}. Whatever fails, complete ends the attempt; and
 * whatever fails in that, the plain writes in the last block end the transaction.
 *
 * Cost. One call more for a transaction that runs again. (docs/decisions/0073)
 */

/** Begins transactions. */
public final class FirstAttempt {
    private FirstAttempt() {}

    /**
     * Runs a transaction, or joins the running one.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param options how to run it
     * @param body the body to run
     * @return the result of the attempt that committed
     * @throws X any exception that leaves the body
     */
    public static <R extends @Nullable Object, X extends Throwable> R atomically(
            TxnOptions options, TxnBody<? extends R, ? extends X> body) throws X {
        Objects.requireNonNull(body, "body");
        ThreadState thread = ThreadState.current();
        if (thread.depth > 0) {
            Attempt running = thread.running();
            if (running != null) {
                return Nesting.<R, X>join(running, body);
            }
            if (thread.snapshot != null) {
                throw new IllegalStateException("a transaction cannot begin inside a snapshot, which only reads");
            }
        }
        if (Strict.isOn()) {
            return Strict.<R, X>atomically(thread, options, body);
        }
        Transaction transaction = thread.begin(options);
        R result = null;
        Outcome outcome = null;
        Throwable thrown = null;
        try {
            transaction.beginFirstAttempt();
            transaction.beginAttempt();
            result = TxnHandle.<R, X>lend(new TxnHandle(transaction.attempt, Thread.currentThread()), body);
            outcome = commitAndEnd(transaction, thread);
            if (outcome == Outcome.COMMITTED) {
                return result;
            }
        } catch (Throwable t) {
            thrown = t;
        }
        try {
            return transaction.<R, X>complete(body, result, outcome, thrown);
        } finally {
            transaction.attempt.running = false; // plain writes first, which cannot fail
            thread.depth--;
            thread.end(transaction);
        }
    }

    /**
     * Commits, and ends the transaction if it needs no slow end.
     *
     * @return the outcome; COMMITTED only if the transaction has ended. Null if there was no commit, or if it
     *     succeeded but needs a slow end, see {@link Transaction#isCommitted}
     */
    private static @Nullable Outcome commitAndEnd(Transaction transaction, ThreadState thread) {
        Attempt attempt = transaction.attempt;
        if (attempt.needsSlowEnd()) {
            return null;
        }
        Outcome outcome = Commit.commit(attempt, null);
        if (outcome != Outcome.COMMITTED) {
            return outcome;
        }
        transaction.isCommitted = true;
        if (attempt.needsSlowEnd()) { // it woke a callback
            return null;
        }
        if (Seam.ON) {
            transaction.recordEnd(outcome);
        }
        thread.end(transaction);
        transaction.isCommitted = false; // plain writes, as in atomically
        attempt.running = false;
        thread.depth--;
        return outcome;
    }
}
