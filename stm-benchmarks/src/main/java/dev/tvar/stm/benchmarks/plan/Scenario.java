package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One situation in which a workload is measured with each engine: a row of a table.
 *
 * @param id unique and stable, such as {@code w1/1024/1}
 * @param workload the workload
 * @param table the table that it belongs to; empty where the workload has only one
 * @param column what distinguishes it within the table
 * @param benchmark the JMH benchmark: class and method
 * @param parameters its parameters beside the engine
 * @param threads how many threads work
 * @param work what an engine must be able to do
 * @param quick which engines take part in a quick run
 */
public record Scenario(
        String id,
        Workload workload,
        String table,
        String column,
        String benchmark,
        Map<String, String> parameters,
        int threads,
        Work work,
        Quick quick) {

    /** How much of a scenario is part of a quick run. */
    public enum Quick {
        /** Nothing. */
        NONE,
        /** The engines that the bars are about. */
        MAIN,
        /** All engines. */
        ALL
    }

    /** Starting so many actors takes longer than measuring them. */
    private static final int MOST_ACTORS = 10_000;

    private static final List<Engines> MAIN = List.of(
            Engines.TVAR,
            Engines.TVAR_ADD,
            Engines.ORDERED_LOCKS,
            Engines.MULTIVERSE,
            Engines.SCALA_STM,
            Engines.ATOMICS);

    /**
     * What distinguishes it from other situations of the workload.
     *
     * @return a few words
     */
    public String title() {
        return table.isEmpty() ? column : table + ", " + column;
    }

    /**
     * Whether several threads work at once, so that it matters how far the processors are from each other.
     *
     * @return whether they do
     */
    public boolean threadsMeet() {
        return threads > 1 || workload == Workload.W5 || workload == Workload.W9;
    }

    /**
     * The engines that can take part.
     *
     * @param quickRun whether only those of a quick run are asked for
     * @return the engines, in their order
     */
    public List<Engines> engines(boolean quickRun) {
        return Arrays.stream(Engines.values())
                .filter(engine -> engine.does(work) && !(engine == Engines.ACTORS && accounts() > MOST_ACTORS))
                .filter(engine -> !quickRun || quick == Quick.ALL || quick == Quick.MAIN && MAIN.contains(engine))
                .toList();
    }

    private int accounts() {
        return Integer.parseInt(parameters.getOrDefault("accounts", "0"));
    }
}
