package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.tx.Strict;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Strict mode for a part of a test: while an instance is open, each body of a transaction runs twice,
 * and {@code now()} inside a transaction or snapshot throws {@link IllegalStateException}. It applies
 * to all threads of this JVM.
 *
 * <p>The first run is aborted as by a conflict: its writes are undone, its exception is discarded, and its {@code
 * afterRollback} hooks run. So a side effect in a body shows without a second thread. The result, the exception and the
 * hooks of the second run are those of the transaction. Limits on attempts and diagnostics do not count the first run.
 * Parts of a transaction (nested ones, {@code orElse}, calls that join it) run twice because the transaction does.
 * Snapshots, which never run again, run once. An interrupt in the first run ends the call.
 *
 * <p>{@link StmTest} and {@link CheckHistory} turn it on for a test, and the system property {@code
 * dev.tvar.stm.strict=true} for a whole JVM, also without this jar. Any thread may close an instance.
 */
public final class StrictMode implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);

    private StrictMode() {}

    /**
     * Turns it on.
     *
     * @return the handle that turns it off
     * @throws IllegalStateException if the engine runs without its seam; the message has the remedy
     */
    public static StrictMode on() {
        RequiredSeam.check("run in strict mode");
        Strict.begin();
        return new StrictMode();
    }

    /** Turns strict mode off, unless another instance is open. Idempotent. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            Strict.end();
        }
    }
}
