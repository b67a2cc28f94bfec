package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Schedules per second of two transfers, on both kinds of threads: printed, not asserted. */
@Tag("seam")
class SpeedTest {
    @Test
    void schedulesPerSecondOfTwoTransfers() {
        Explorer explorer = Explorer.of(1).withSchedules(Long.MAX_VALUE).withLimit(Duration.ofSeconds(1));
        for (Explorer each : new Explorer[] {explorer, explorer, explorer.withPlatformThreads()}) {
            Exploration exploration = each.explore(Programs.TWO_TRANSFERS).requireNoFailure();
            System.out.println("two transfers, JDK " + Runtime.version().feature() + ": " + exploration);
            assertTrue(exploration.schedules() > 0);
        }
    }
}
