package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.testing.deep.Rung;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random stress of everything at once, with faults at random steps, for {@code -Ddeep.minutes}. */
@Rung("random stress with faults at random steps")
@Tag("seam")
class FaultSoakTest {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration LENGTH =
            Duration.ofSeconds(Math.round(60 * Double.parseDouble(System.getProperty("deep.minutes", "1"))));

    @AfterEach
    void takeOutTheSeam() {
        Seam.install(null);
    }

    @Test
    void everyRoundEndsWithAllTheMoneyAndNothingLeftBehind() throws InterruptedException {
        long start = System.nanoTime();
        long transactions = 0;
        long faults = 0;
        for (int round = 1; System.nanoTime() - start < LENGTH.toNanos(); round++) {
            RandomInjector injector = new RandomInjector();
            Seam.install(injector);
            transactions += new BankUnderFaults().run(round, ROUND);
            Seam.install(null);
            faults += injector.strikes();
            if (round % 6 == 0) {
                System.out.printf(
                        "[deep]   %d s of %d s: %,d transactions, %,d faults, nothing lost%n",
                        (System.nanoTime() - start) / 1_000_000_000, LENGTH.toSeconds(), transactions, faults);
            }
        }
        assertTrue(faults > 0 && transactions > 0, "nothing has happened");
    }
}
