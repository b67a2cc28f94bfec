package dev.tvar.stm.benchmarks.result;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Settings;
import java.util.List;
import java.util.Optional;

/**
 * One run.
 *
 * @param started when, as an ISO date and time with zone
 * @param machine where
 * @param settings how
 * @param complete whether the run came to its end
 * @param measurements what was found
 */
public record Results(
        String started, Machine machine, Settings settings, boolean complete, List<Measurement> measurements) {
    /** Copies the list. */
    public Results {
        measurements = List.copyOf(measurements);
    }

    /**
     * What was found for a cell.
     *
     * @param scenario its id
     * @param engine its engine
     * @return the measurement, if there is one
     */
    public Optional<Measurement> find(String scenario, Engines engine) {
        return measurements.stream()
                .filter(m -> m.scenario().equals(scenario) && m.engine().equals(engine.label()))
                .findFirst();
    }

    /**
     * The median rate of a cell.
     *
     * @param scenario its id
     * @param engine its engine
     * @return operations per second; NaN if not measured
     */
    public double rate(String scenario, Engines engine) {
        return find(scenario, engine).map(m -> m.median(Sample::rate)).orElse(Double.NaN);
    }

    /**
     * The best median rate of another transactional memory.
     *
     * @param scenario the id
     * @return operations per second; NaN if none was measured
     */
    public double bestPeerRate(String scenario) {
        return measurements.stream()
                .filter(m -> m.scenario().equals(scenario))
                .filter(m -> Engines.named(m.engine()).kind() == Engines.Kind.PEER)
                .mapToDouble(m -> m.median(Sample::rate))
                .filter(rate -> !Double.isNaN(rate))
                .max()
                .orElse(Double.NaN);
    }

    /**
     * Whether a law was broken by any engine, or this library or a lock failed in another way. That a peer cannot do some
     * work is a finding and breaks nothing.
     *
     * @return whether the run must not count as a success
     */
    public boolean isBroken() {
        return measurements.stream()
                .filter(m -> m.failure() != null)
                .anyMatch(m -> m.brokeLaw() || Engines.named(m.engine()).kind() != Engines.Kind.PEER);
    }
}
