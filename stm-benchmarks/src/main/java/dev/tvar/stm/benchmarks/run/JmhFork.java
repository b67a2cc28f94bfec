package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.plan.Settings;
import dev.tvar.stm.benchmarks.result.Sample;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
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

    static Placement.Found measure(Cell cell, Settings settings, Transcript transcript) throws CellFailed {
        boolean inShortIterations = Placement.matters(cell);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\.workload\\." + cell.scenario().benchmark().replace(".", "\\.") + "$")
                .param("engine", cell.engine().label())
                .threads(cell.scenario().threads())
                .forks(1)
                .warmupIterations(settings.warmUps())
                .warmupTime(TimeValue.milliseconds(settings.iterationMillis()))
                .measurementIterations(inShortIterations ? settings.shortIterations() : settings.iterations())
                .measurementTime(TimeValue.milliseconds(
                        inShortIterations ? settings.shortIterationMillis() : settings.iterationMillis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvm(settings.java())
                .jvmArgs(settings.allJvmArguments().toArray(String[]::new));
        cell.scenario().parameters().forEach(options::param);
        if (inShortIterations) {
            options.addProfiler(LineProfiler.class);
        }
        try (PrintStream log = transcript.open()) {
            Collection<RunResult> results = new Runner(
                            options.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
                    .run();
            if (results.size() != 1) {
                throw new CellFailed("JMH found " + results.size() + " benchmarks for one cell");
            }
            return found(results.iterator().next());
        } catch (RunnerException e) {
            throw new CellFailed(transcript.reason(e));
        }
    }

    private static Placement.Found found(RunResult result) {
        Sample whole = sample(result.getPrimaryResult(), result.getSecondaryResults());
        List<Sample> iterations = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> {
                    Sample rates = sample(iteration.getPrimaryResult(), iteration.getSecondaryResults());
                    return new Sample(
                            rates.rate(),
                            whole.bytes(),
                            rates.besides(),
                            whole.reruns(),
                            whole.starved(),
                            line(iteration.getSecondaryResults()));
                })
                .filter(iteration -> !Double.isNaN(iteration.line()))
                .toList();
        return new Placement.Found(whole, iterations);
    }

    /** What a line took before and after an iteration; NaN if that was not the same, or was not measured. */
    @SuppressWarnings("rawtypes") // JMH's own type
    private static double line(Map<String, Result> secondary) {
        double before = score(secondary, LineProfiler.BEFORE);
        double after = score(secondary, LineProfiler.AFTER);
        return Sample.alike(before, after) ? Math.max(before, after) : Double.NaN;
    }

    /** In a group the first thread sums up and the second makes transfers; otherwise there is one kind of thread. */
    @SuppressWarnings("rawtypes") // JMH's own type
    private static Sample sample(Result primary, Map<String, Result> secondary) {
        double starved = score(secondary, "starved");
        double calls = score(secondary, "calls");
        double runs = score(secondary, "runs");
        boolean grouped = secondary.containsKey("transfer");
        double all = grouped ? score(secondary, "sum") : primary.getScore();
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
