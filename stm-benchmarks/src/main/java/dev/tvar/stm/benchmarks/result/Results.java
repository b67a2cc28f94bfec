package dev.tvar.stm.benchmarks.result;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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
     * The median of a figure of a cell, in both states of the machine.
     *
     * @param scenario the cell's id
     * @param engine its engine
     * @param figure which figure
     * @return the medians
     */
    public Pace pace(String scenario, Engines engine, ToDoubleFunction<Sample> figure) {
        double nearest = nearest();
        return find(scenario, engine).map(m -> m.pace(figure, nearest)).orElse(Pace.NONE);
    }

    /**
     * The median rate of a cell, in both states of the machine.
     *
     * @param scenario its id
     * @param engine its engine
     * @return operations per second
     */
    public Pace pace(String scenario, Engines engine) {
        return pace(scenario, engine, Sample::rate);
    }

    /**
     * How the rates of two engines compare in one state of the machine.
     *
     * @param scenario the id
     * @param engine one
     * @param other the other
     * @return the rate of the one divided by that of the other; NaN if they were not measured in one state
     */
    public double ratio(String scenario, Engines engine, Engines other) {
        return pace(scenario, engine).over(pace(scenario, other));
    }

    /**
     * How our rate compares with that of the best other transactional memory.
     *
     * @param scenario the id
     * @return the least of the ratios; NaN if there is none
     */
    public double overBestPeer(String scenario) {
        return Arrays.stream(Engines.values())
                .filter(engine -> engine.kind() == Engines.Kind.PEER)
                .mapToDouble(peer -> ratio(scenario, Engines.TVAR, peer))
                .filter(ratio -> !Double.isNaN(ratio))
                .min()
                .orElse(Double.NaN);
    }

    private double nearest() {
        return Sample.nearest(
                measurements.stream().flatMap(m -> m.samples().stream()).mapToDouble(Sample::line));
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
