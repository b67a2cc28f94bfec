package dev.tvar.stm.benchmarks.result;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Where was measured.
 *
 * @param processor the model, as the system calls it
 * @param cores how many this JVM may use
 * @param system name and version of the operating system
 * @param jdk version and vendor of the measured JDK
 * @param loadBefore how many cores were taken in the second before the run; NaN if unknown
 */
public record Machine(String processor, int cores, String system, String jdk, double loadBefore) {
    /**
     * This machine; looks for a second how busy it is.
     *
     * @param jdk version and vendor of the measured JDK
     * @return its description
     */
    public static Machine here(String jdk) {
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                jdk,
                coresTaken());
    }

    /** Of a second only: what the system calls its load is an average of minutes, in which this program was built, too. */
    private static double coresTaken() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return Double.NaN;
        }
        system.getCpuLoad(); // the next call tells of the time since this one
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        double load = system.getCpuLoad();
        return load < 0 ? Double.NaN : load * system.getAvailableProcessors();
    }

    /**
     * Whether others were at work when the run began, so that its figures mean little.
     *
     * @return whether more than half a core was taken
     */
    public boolean wasBusy() {
        return loadBefore > 0.5;
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException notThisSystem) {
            return System.getProperty("os.arch") + " processor";
        }
    }
}
