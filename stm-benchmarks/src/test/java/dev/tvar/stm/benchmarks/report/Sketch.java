package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.RunSettings;
import dev.tvar.stm.benchmarks.result.Machine;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Made-up results. */
final class Sketch {
    private final List<Measurement> measurements = new ArrayList<>();

    Sketch rate(String scenario, MeasuredEngine engine, double... rates) {
        return samples(
                scenario,
                engine,
                DoubleStream.of(rates)
                        .mapToObj(rate -> new Sample(rate, 0, Double.NaN, Double.NaN, 0, Double.NaN))
                        .toArray(Sample[]::new));
    }

    Sketch samples(String scenario, MeasuredEngine engine, Sample... samples) {
        measurements.add(new Measurement(scenario, engine.label(), List.of(samples), null));
        return this;
    }

    Sketch failure(String scenario, MeasuredEngine engine, String why) {
        measurements.add(new Measurement(scenario, engine.label(), List.of(), why));
        return this;
    }

    Results results() {
        return new Results(
                "2026-11-21T05:00:00Z",
                new Machine("a processor", 2, "a system", "JDK 17", 0),
                RunSettings.quick(1, "java", "", List.of()),
                true,
                measurements);
    }
}
