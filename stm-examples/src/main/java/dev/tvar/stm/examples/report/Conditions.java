package dev.tvar.stm.examples.report;

import java.time.ZonedDateTime;

/**
 * The conditions of a comparison.
 *
 * @param started when it began
 * @param seconds its duration
 * @param cores the number of processors of the JVM
 * @param java the Java version and its maker
 * @param system the operating system and the processor
 * @param heapMegabytes the greatest size of the heap
 * @param oneProcess whether all engines ran in one process
 */
public record Conditions(
        ZonedDateTime started,
        long seconds,
        int cores,
        String java,
        String system,
        long heapMegabytes,
        boolean oneProcess) {
    private static final long MEGABYTE = 1 << 20;

    /**
     * The conditions of this JVM.
     *
     * @param started when the comparison began
     * @param seconds how long it took
     * @param oneProcess whether all engines ran in this JVM
     * @return the conditions
     */
    public static Conditions ofThisMachine(ZonedDateTime started, long seconds, boolean oneProcess) {
        Runtime runtime = Runtime.getRuntime();
        return new Conditions(
                started,
                seconds,
                runtime.availableProcessors(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + ", " + System.getProperty("os.arch"),
                runtime.maxMemory() / MEGABYTE,
                oneProcess);
    }
}
