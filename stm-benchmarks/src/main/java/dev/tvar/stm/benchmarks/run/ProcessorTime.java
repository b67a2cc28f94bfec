package dev.tvar.stm.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Reports the processor time of the whole JVM per operation, collector and compiler included. JMH creates it in the fork. */
public final class ProcessorTime implements InternalProfiler {
    /** The name of the figure. */
    static final String LABEL = "cpu.time.norm";

    private long before;

    @Override
    public String getDescription() {
        return "processor time of the JVM per operation";
    }

    /** The processor time since the start in nanoseconds, or a negative number if unknown. */
    private static long now() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = now();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = result.getMetadata().getAllOps();
        if (before < 0 || operations == 0) {
            return List.of();
        }
        double each = (double) (now() - before) / operations;
        return List.of(new ScalarResult(LABEL, each, "ns/op", AggregationPolicy.AVG));
    }
}
