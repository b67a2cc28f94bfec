package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.List;
import java.util.Set;

/** One engine in one scenario: a cell of a table. */
public record TableCell(MeasuredScenario scenario, MeasuredEngine engine) {
    /**
     * The cells of a run, scenario by scenario. Engines alternate, so that a disturbance of the machine hits neighbouring cells and not
     * one engine alone.
     *
     * @param quick whether to take only the cells of a quick run
     */
    public static List<TableCell> of(Set<Workload> workloads, Set<MeasuredEngine> engines, boolean quick) {
        return Scenarios.all().stream()
                .filter(scenario -> workloads.contains(scenario.workload()))
                .flatMap(scenario -> scenario.engines(quick).stream()
                        .filter(engines::contains)
                        .map(engine -> new TableCell(scenario, engine)))
                .toList();
    }
}
