package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.Capability;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A workload with its parameters: a column of a table.
 *
 * @param id unique and stable, such as {@code w1/1024/1}
 * @param workload the workload
 * @param table the name of its table; empty if the workload has only one
 * @param column the heading of the column
 * @param benchmark the JMH benchmark: class and method
 * @param parameters its parameters, except the engine
 * @param threads the number of threads
 * @param work the work that an engine must support
 * @param quick the engines of a quick run
 * @param jvm the JVM that is measured
 */
public record MeasuredScenario(
        String id,
        Workload workload,
        String table,
        String column,
        String benchmark,
        Map<String, String> parameters,
        int threads,
        Capability work,
        Quick quick,
        Jvm jvm) {

    /** The JVM of a scenario. */
    public enum Jvm {
        /** The measured one. */
        MEASURED,
        /** The one that has virtual threads, with platform threads. */
        NEWER,
        /** The same with virtual threads. */
        VIRTUAL_THREADS
    }

    /** The engines of a quick run. */
    public enum Quick {
        /** None. */
        NONE,
        /** Those with bars. */
        MAIN,
        /** All. */
        ALL
    }

    /** To start more actors takes longer than to measure them. */
    private static final int MOST_ACTORS = 10_000;

    private static final List<MeasuredEngine> MAIN = List.of(
            MeasuredEngine.TVAR,
            MeasuredEngine.TVAR_ADD,
            MeasuredEngine.ORDERED_LOCKS,
            MeasuredEngine.MULTIVERSE,
            MeasuredEngine.SCALA_STM,
            MeasuredEngine.ATOMICS);

    /** The part of its name after the workload. */
    public String title() {
        return table.isEmpty() ? column : table + ", " + column;
    }

    /** The engines that support the work, in the order of the tables. */
    public List<MeasuredEngine> engines(boolean quickRun) {
        return Arrays.stream(MeasuredEngine.values())
                .filter(engine -> engine.does(work) && !(engine == MeasuredEngine.ACTORS && accounts() > MOST_ACTORS))
                .filter(engine -> !quickRun || quick == Quick.ALL || quick == Quick.MAIN && MAIN.contains(engine))
                .toList();
    }

    private int accounts() {
        return Integer.parseInt(parameters.getOrDefault("accounts", "0"));
    }
}
