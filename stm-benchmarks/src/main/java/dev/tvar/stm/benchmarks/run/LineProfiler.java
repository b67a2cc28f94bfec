package dev.tvar.stm.benchmarks.run;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Measures before and after each iteration what a cache line takes ({@link LineTrip}). JMH makes one in each measured JVM. */
public final class LineProfiler implements InternalProfiler {
    static final String BEFORE = "line.before";
    static final String AFTER = "line.after";

    private double before;

    /** For JMH. */
    public LineProfiler() {}

    @Override
    public String getDescription() {
        return "what a cache line takes from one processor to the other";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = LineTrip.nanos();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return List.of(
                new ScalarResult(BEFORE, before, "ns", AggregationPolicy.AVG),
                new ScalarResult(AFTER, LineTrip.nanos(), "ns", AggregationPolicy.AVG));
    }
}
