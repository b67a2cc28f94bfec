package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.Engines;
import java.util.List;
import java.util.Set;

/**
 * One engine in one scenario.
 *
 * @param scenario the scenario
 * @param engine the engine
 */
public record Cell(Scenario scenario, Engines engine) {
    /**
     * The cells of a run, scenario by scenario. Engines follow each other, so that a change of the machine's mood hits
     * neighbours and not one engine alone; forks are rounds over the whole list.
     *
     * @param workloads which workloads
     * @param engines which engines
     * @param quick whether only those of a quick run
     * @return the cells
     */
    public static List<Cell> of(Set<Workload> workloads, Set<Engines> engines, boolean quick) {
        return Scenarios.all().stream()
                .filter(scenario -> workloads.contains(scenario.workload()))
                .flatMap(scenario -> scenario.engines(quick).stream()
                        .filter(engines::contains)
                        .map(engine -> new Cell(scenario, engine)))
                .toList();
    }
}
