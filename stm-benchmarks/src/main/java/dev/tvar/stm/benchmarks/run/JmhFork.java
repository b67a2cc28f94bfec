package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.plan.Settings;
import dev.tvar.stm.benchmarks.result.Sample;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One fork of one cell, through JMH. */
final class JmhFork {
    private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";

    private JmhFork() {}

    static Sample measure(Cell cell, Settings settings, Transcript transcript) throws CellFailed {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\.workload\\." + cell.scenario().benchmark().replace(".", "\\.") + "$")
                .param("engine", cell.engine().label())
                .threads(cell.scenario().threads())
                .forks(1)
                .warmupIterations(settings.warmUps())
                .warmupTime(TimeValue.milliseconds(settings.iterationMillis()))
                .measurementIterations(settings.iterations())
                .measurementTime(TimeValue.milliseconds(settings.iterationMillis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvm(settings.java())
                .jvmArgs(settings.allJvmArguments().toArray(String[]::new));
        cell.scenario().parameters().forEach(options::param);
        try (PrintStream log = transcript.open()) {
            Collection<RunResult> results = new Runner(
                            options.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
                    .run();
            if (results.size() != 1) {
                throw new CellFailed("JMH found " + results.size() + " benchmarks for one cell");
            }
            return sample(results.iterator().next());
        } catch (RunnerException e) {
            throw new CellFailed(transcript.reason(e));
        }
    }

    /** In a group the first thread sums up and the second makes transfers; otherwise there is one kind of thread. */
    @SuppressWarnings("rawtypes") // JMH's own type
    private static Sample sample(RunResult result) {
        Map<String, Result> secondary = result.getSecondaryResults();
        double starved = score(secondary, "starved");
        double calls = score(secondary, "calls");
        double runs = score(secondary, "runs");
        boolean grouped = secondary.containsKey("transfer");
        double all =
                grouped ? score(secondary, "sum") : result.getPrimaryResult().getScore();
        double gaveUp = starved > 0 ? starved / calls : 0;
        return new Sample(
                all * (1 - gaveUp),
                score(secondary, BYTES_PER_OPERATION),
                grouped ? score(secondary, "transfer") : Double.NaN,
                calls > 0 ? (runs - calls) / calls : Double.NaN,
                gaveUp);
    }

    @SuppressWarnings("rawtypes") // JMH's own type
    private static double score(Map<String, Result> secondary, String label) {
        Result result = secondary.get(label);
        return result == null ? Double.NaN : result.getScore();
    }
}
