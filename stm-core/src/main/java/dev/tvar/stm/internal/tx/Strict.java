package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.seam.Seam;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The strict mode of tests: every body of a transaction runs twice, the first run is thrown away, and {@code now()} inside a
 * transaction or snapshot throws. So a body with a side effect shows it without a second thread. Like the {@link Seam} it
 * exists only where {@link Seam#ON} is true; elsewhere the compiler removes every call.
 */
public final class Strict {
    /** The system property that turns it on for the whole life of a JVM. */
    static final String PROPERTY = Seam.STRICT;

    /** The structures of the library use {@code now()} on purpose: they validate its result in the transaction. */
    private static final Set<String> STRUCTURES =
            Set.of("dev.tvar.stm.collection", "dev.tvar.stm.sync", "dev.tvar.stm.store");

    private static final AtomicInteger USERS = new AtomicInteger(Boolean.getBoolean(PROPERTY) ? 1 : 0);

    private Strict() {}

    /**
     * Turns it on, for all threads of this JVM, until {@link #end} is called as often as this.
     *
     * @throws IllegalStateException if this JVM runs without the seam
     */
    public static void begin() {
        if (!Seam.ON) {
            throw new IllegalStateException("start the JVM with -D" + PROPERTY + "=true");
        }
        USERS.incrementAndGet();
    }

    /** Ends the strict mode of the last {@link #begin}. */
    public static void end() {
        USERS.decrementAndGet();
    }

    public static boolean isOn() {
        return Seam.ON && USERS.get() > 0;
    }

    /** Runs a transaction, after a rehearsal of its body. */
    static <R extends @Nullable Object, X extends Throwable> R atomically(
            ThreadState thread, TxnOptions options, TxnBody<? extends R, ? extends X> body) throws X {
        Transaction transaction = thread.begin(options);
        try {
            transaction.beginFirstAttempt();
            Strict.<R, X>rehearse(transaction, body);
            return transaction.<R, X>run(body);
        } finally {
            thread.depth--;
            thread.end(transaction);
        }
    }

    /**
     * Runs the body in an attempt that is always lost: as in a conflict, its writes and its exception are discarded,
     * and its rollback hooks run. Limits and diagnostics do not count it. Only an interrupt ends the transaction: otherwise
     * the second run would wait for an interrupt that has already been delivered.
     */
    static <R extends @Nullable Object, X extends Throwable> void rehearse(
            Transaction transaction, TxnBody<? extends R, ? extends X> body) throws X {
        Attempt attempt = transaction.attempt;
        try {
            transaction.beginAttempt();
            TxnHandle.<R, X>lend(new TxnHandle(attempt, Thread.currentThread()), body);
        } catch (Throwable t) {
            if (t instanceof InterruptedException || t instanceof TxnInterruptedException) {
                throw t;
            }
        } finally {
            attempt.running = false; // a plain write: whatever fails now, the attempt has ended
            transaction.endAttempt(attempt.loss());
        }
        attempt.throwFault();
        attempt.forgetLeftovers();
        attempt.clear();
    }

    /** Refuses {@code now()} inside a transaction or snapshot of the calling thread. */
    public static void refuseNowInside(Cell cell) {
        ThreadState thread = ThreadState.current();
        String where = thread.running() != null ? "transaction" : thread.snapshot != null ? "snapshot" : null;
        if (where != null && !isCalledByStructure()) {
            throw new IllegalStateException("strict mode: now() of " + cell + " was called inside a " + where
                    + ". It reads what other threads committed since the " + where + " began, and a transaction neither"
                    + " depends on it nor sees its own writes in it; read with get(tx)");
        }
    }

    private static boolean isCalledByStructure() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .dropWhile(type -> type == Strict.class || Cell.class.isAssignableFrom(type))
                        .findFirst())
                .filter(caller -> STRUCTURES.contains(caller.getPackageName()))
                .isPresent();
    }
}
