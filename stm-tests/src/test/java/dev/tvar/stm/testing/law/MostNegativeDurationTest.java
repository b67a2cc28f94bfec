package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tvar.stm.STM;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MostNegativeDurationTest {
    @Test
    void theMostNegativeDurationIsNoPatienceEither() {
        STM.run(tx -> assertNull(tx.retryFor(Duration.ofSeconds(Long.MIN_VALUE))));
    }
}
