package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.TxnOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Duration SHORT = Duration.ofMillis(20);

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
