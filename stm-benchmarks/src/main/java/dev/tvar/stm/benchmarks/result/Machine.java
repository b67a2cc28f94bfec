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
 * The machine of a run.
 *
 * @param processor the model, by the name that the system gives it
 * @param cores the number of processors that this JVM may use
 * @param system name and version of the operating system
 * @param jdk version and vendor of the measured JDK
 * @param loadBefore the number of busy processors in the second before the run; NaN if unknown
 */
public record Machine(String processor, int cores, String system, String jdk, double loadBefore) {
    /** Describes this machine; measures its load for one second. */
    public static Machine here(String jdk) {
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                jdk,
                busyProcessors());
    }

    /** Over one second only: the system's load average covers minutes, which include the build of this program. */
    private static double busyProcessors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return Double.NaN;
        }
        system.getCpuLoad(); // the next call covers the time since this one
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        double load = system.getCpuLoad();
        return load < 0 ? Double.NaN : load * system.getAvailableProcessors();
    }

    /** Whether other programs used more than half a processor before the run, so that its figures mean little. */
    public boolean wasBusy() {
        return loadBefore > 0.5;
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException otherSystem) {
            return System.getProperty("os.arch") + " processor";
        }
    }
}
