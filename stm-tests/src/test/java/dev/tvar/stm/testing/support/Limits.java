package dev.tvar.stm.testing.support;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Limits for waits that must end. A day, so that no busy machine fails a test: the watchdog of the
 * build ends a test that hangs. Where an engine is broken on purpose, a hang is expected, and the
 * system property {@code dev.tvar.stm.testing.limitSeconds} sets a shorter limit.
 */
public final class Limits {
    /** In seconds. */
    public static final long SECONDS = Integer.getInteger("dev.tvar.stm.testing.limitSeconds", 86_400);

    /** In milliseconds. */
    public static final long MILLIS = 1_000 * SECONDS;

    /** The same as a duration. */
    public static final Duration DURATION = Duration.ofSeconds(SECONDS);

    private Limits() {}

    /**
     * The exception of a transaction that loses every attempt and has a time limit. On a busy machine a
     * short limit may pass during the first attempt; so the limit grows until an attempt was lost before
     * it passed.
     */
    public static TxnTimeoutException lateAfterAConflict(TxnOptions options, Consumer<TxnExecutor> transaction) {
        for (Duration limit = Duration.ofMillis(20); ; limit = limit.multipliedBy(2)) {
            TxnExecutor limited = STM.with(options.withTimeout(limit));
            TxnTimeoutException late = assertThrows(TxnTimeoutException.class, () -> transaction.accept(limited));
            if (!late.contended().isEmpty() || limit.compareTo(Duration.ofMinutes(1)) > 0) {
                return late;
            }
        }
    }
}
