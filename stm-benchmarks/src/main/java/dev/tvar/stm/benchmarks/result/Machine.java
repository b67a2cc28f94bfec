package dev.tvar.stm.benchmarks.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where was measured.
 *
 * @param processor the model, as the system calls it
 * @param cores how many this JVM may use
 * @param system name and version of the operating system
 * @param jdk version and vendor of the measured JDK
 * @param loadBefore processes that wanted a core in the minute before the run; NaN if unknown
 */
public record Machine(String processor, int cores, String system, String jdk, double loadBefore) {
    /**
     * This machine.
     *
     * @param jdk version and vendor of the measured JDK
     * @return its description
     */
    public static Machine here(String jdk) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                jdk,
                load < 0 ? Double.NaN : load);
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
