package dev.tvar.stm.examples.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.tvar.stm.examples.compare.Advice;
import dev.tvar.stm.examples.compare.Conflicts;
import dev.tvar.stm.examples.compare.Law;
import dev.tvar.stm.examples.compare.Measurement;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Timeline;
import dev.tvar.stm.examples.engine.Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of a comparison as JSON, for other programs: every measurement by itself, with its course over time. */
public final class JsonReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private record Data(
            String started,
            long seconds,
            int cores,
            String java,
            String system,
            long seed,
            int accounts,
            long opening,
            String extent,
            boolean complete,
            List<Advice> advice,
            List<Law> laws,
            List<Row> measurements,
            Conflicts conflicts) {}

    private record Row(
            String engine,
            String load,
            int threads,
            boolean complete,
            long operations,
            long transfers,
            long nanos,
            double operationsPerSecond,
            Latencies latencyNanos,
            @Nullable Long aborts,
            Messages messages,
            long audits,
            long wrongAudits,
            long finalTotal,
            long atStake,
            List<Timeline.Slice> timeline) {}

    private record Latencies(long p50, long p90, long p99, long p999, long max) {}

    private JsonReport() {}

    /**
     * The data.
     *
     * @param results what was measured
     * @param conditions where and when
     * @return JSON
     */
    public static String text(Results results, Conditions conditions) {
        Plan plan = results.plan();
        return GSON.toJson(new Data(
                conditions.started().toString(),
                conditions.seconds(),
                conditions.cores(),
                conditions.java(),
                conditions.system(),
                plan.seed(),
                plan.accounts(),
                Plan.OPENING,
                plan.extent().toString(),
                results.complete(),
                Advice.of(results),
                Law.of(results),
                results.measurements().stream().map(JsonReport::row).toList(),
                results.conflicts()));
    }

    private static Row row(Measurement m) {
        return new Row(
                m.engine().toString(),
                m.load().toString(),
                m.threads(),
                m.complete(),
                m.operations(),
                m.transfers(),
                m.nanos(),
                m.rate(),
                new Latencies(
                        m.latencies().getValueAtPercentile(50),
                        m.latencies().getValueAtPercentile(90),
                        m.latencies().getValueAtPercentile(99),
                        m.latencies().getValueAtPercentile(99.9),
                        m.latencies().getMaxValue()),
                m.aborts().isPresent() ? m.aborts().getAsLong() : null,
                m.messages(),
                m.audits(),
                m.wrongAudits(),
                m.finalTotal(),
                m.atStake(),
                m.timeline());
    }
}
