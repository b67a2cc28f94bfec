package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void optionsShowDurationsAsPeopleWriteThem() {
        TxnOptions options = TxnOptions.defaults().withName("hasty").withTimeout(Duration.ofMillis(20));
        assertEquals("TxnOptions[name=hasty, maxAttempts=unlimited, timeout=20 ms]", options.toString());
        assertEquals(
                "TxnOptions[name=null, maxAttempts=3, timeout=none]",
                TxnOptions.defaults().withMaxAttempts(3).toString());
        assertEquals(
                "RetryPolicy[maxTries=5, timeLimit=1.5 s, firstPause=20 µs, longestPause=10 ms]",
                RetryPolicy.tries(5).withTimeLimit(Duration.ofMillis(1500)).toString());
        assertEquals(
                "pauses must not be negative, not -1 s and 0 s",
                assertThrows(IllegalArgumentException.class, () -> RetryPolicy.tries(5)
                                .withPauses(Duration.ofSeconds(-1), Duration.ZERO))
                        .getMessage());
    }

    @Test
    void optionsAreChecked() {
        TxnOptions options = TxnOptions.defaults();
        assertEquals(
                "maxAttempts must be at least 1, not 0",
                assertThrows(IllegalArgumentException.class, () -> options.withMaxAttempts(0))
                        .getMessage());
        assertEquals(
                "timeout must be positive, not 0 s",
                assertThrows(IllegalArgumentException.class, () -> options.withTimeout(Duration.ZERO))
                        .getMessage());
        assertEquals(
                "timeout must be positive, not -1 s",
                assertThrows(IllegalArgumentException.class, () -> options.withTimeout(Duration.ofSeconds(-1)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TxnOptions(null, -5, null));
        assertEquals(
                new TxnOptions("n", 3, SHORT),
                options.withName("n").withMaxAttempts(3).withTimeout(SHORT));
        assertSame(TxnOptions.defaults(), options);
        assertEquals(new TxnOptions(null, Integer.MAX_VALUE, null), options);
    }
}
