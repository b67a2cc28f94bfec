package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
import java.util.Optional;

/**
 * The results of a comparison.
 *
 * @param plan the plan
 * @param measurements the measurements, in the order in which they were made; fewer than planned if it ended early
 * @param conflicts the conflicts of transactions
 */
public record Results(Plan plan, List<Measurement> measurements, Conflicts conflicts) {
    /**
     * Whether all planned measurements were made.
     *
     * @return false if it ended early
     */
    public boolean complete() {
        return completed() == plan.measurements();
    }

    /**
     * The number of complete measurements.
     *
     * @return the number of complete measurements
     */
    public long completed() {
        return measurements.stream().filter(Measurement::complete).count();
    }

    /**
     * The measurements of one combination.
     *
     * @param engine the engine
     * @param load the load
     * @param threads how many threads
     * @return empty if it was never measured
     */
    public Optional<Cell> cell(Engine engine, Workload load, int threads) {
        List<Measurement> rounds = measurements.stream()
                .filter(m -> m.engine() == engine && m.load() == load && m.threads() == threads)
                .toList();
        return rounds.isEmpty() ? Optional.empty() : Optional.of(new Cell(engine, load, threads, rounds));
    }

    /**
     * The measurements of each engine under one load with one number of threads.
     *
     * @param load the load
     * @param threads how many threads
     * @return one per engine that was measured, in the order of the plan
     */
    public List<Cell> cells(Workload load, int threads) {
        return plan.engines().stream()
                .flatMap(engine -> cell(engine, load, threads).stream())
                .toList();
    }

    /**
     * Everything, combination by combination.
     *
     * @return in the order of loads, threads and engines
     */
    public List<Cell> cells() {
        return plan.loads().stream()
                .flatMap(load -> plan.threads().stream().flatMap(threads -> cells(load, threads).stream()))
                .toList();
    }
}
