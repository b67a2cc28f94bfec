package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Schedules of two transfers per second, and per second of processor time: printed, not asserted. The system property {@code
 * dev.tvar.stm.testing.speedMillis} makes it longer.
 */
@Tag("seam")
class SpeedTest {
    private static final Duration LIMIT = Duration.ofMillis(Long.getLong("dev.tvar.stm.testing.speedMillis", 500));

    @Test
    void schedulesPerSecondOfTwoTransfers() {
        Explorer explorer = Explorer.of(1).withSchedules(Long.MAX_VALUE).withLimit(LIMIT);
        explorer.explore(Programs.TWO_TRANSFERS); // to warm up
        print("two transfers", explorer);
        print("with histories judged", explorer.withHistories());
        print("on platform threads", explorer.withPlatformThreads());
    }

    private static void print(String what, Explorer explorer) {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = machine.getProcessCpuTime();
        Exploration exploration = explorer.explore(Programs.TWO_TRANSFERS).requireNoFailure();
        double seconds = (machine.getProcessCpuTime() - before) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "JDK %d, %s: %s; %.0f schedules per second of processor time%n",
                Runtime.version().feature(),
                what,
                exploration,
                exploration.schedules() / Math.max(1e-3, seconds));
        assertTrue(exploration.schedules() > 0);
    }
}
