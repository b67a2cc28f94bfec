package dev.tvar.stm.benchmarks.result;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.RunSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The results of one run.
 *
 * @param started an ISO date and time with zone
 * @param machine the machine
 * @param settings the length of the run and the measured JDK
 * @param complete whether the run was not ended early
 * @param measurements one for each measured cell
 */
public record Results(
        String started, Machine machine, RunSettings settings, boolean complete, List<Measurement> measurements) {
    /** Copies the list. */
    public Results {
        measurements = List.copyOf(measurements);
    }

    /** The measurement of a cell, if there is one. */
    public Optional<Measurement> find(String scenario, MeasuredEngine engine) {
        return measurements.stream()
                .filter(m -> m.scenario().equals(scenario) && m.engine().equals(engine.label()))
                .findFirst();
    }

    /** The median of a figure of a cell; NaN if it was not measured. */
    public double median(String scenario, MeasuredEngine engine, ToDoubleFunction<Sample> figure) {
        return find(scenario, engine).map(m -> m.median(figure)).orElse(Double.NaN);
    }

    /** The median rate of a cell in operations per second; NaN if it was not measured. */
    public double rate(String scenario, MeasuredEngine engine) {
        return median(scenario, engine, Sample::rate);
    }

    /** The rate of one engine divided by that of another; NaN if one was not measured. */
    public double ratio(String scenario, MeasuredEngine engine, MeasuredEngine other) {
        return rate(scenario, engine) / rate(scenario, other);
    }

    /** This library's rate divided by that of the fastest peer; NaN if one was not measured. */
    public double overBestPeer(String scenario) {
        return overBest(scenario, engine -> engine.role() == MeasuredEngine.Role.PEER);
    }

    /** This library's rate divided by that of the fastest of some engines; NaN if one was not measured. */
    public double overBest(String scenario, Predicate<MeasuredEngine> which) {
        return Arrays.stream(MeasuredEngine.values())
                .filter(which)
                .mapToDouble(peer -> ratio(scenario, MeasuredEngine.TVAR, peer))
                .filter(ratio -> !Double.isNaN(ratio))
                .min()
                .orElse(Double.NaN);
    }

    /**
     * Whether the run failed: an engine broke a law, or an engine other than a peer failed. That a peer does not support some
     * work is a finding, not a failure of the run.
     */
    public boolean isBroken() {
        return measurements.stream()
                .filter(m -> m.failure() != null)
                .anyMatch(m -> m.brokeLaw() || MeasuredEngine.named(m.engine()).role() != MeasuredEngine.Role.PEER);
    }
}
