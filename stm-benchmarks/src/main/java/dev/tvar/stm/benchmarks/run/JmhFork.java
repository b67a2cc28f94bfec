package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.MeasuredScenario.Jvm;
import dev.tvar.stm.benchmarks.plan.RunSettings;
import dev.tvar.stm.benchmarks.plan.TableCell;
import dev.tvar.stm.benchmarks.result.Sample;
import java.io.PrintStream;
import java.util.ArrayList;
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

    static Sample measure(TableCell cell, RunSettings settings, Transcript transcript, String classPath)
            throws CellFailed {
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
                .addProfiler(ProcessorTime.class)
                .jvm(settings.java(cell.scenario()))
                .jvmArgs(arguments(cell, settings));
        cell.scenario().parameters().forEach(options::param);
        String own = Builds.own();
        System.setProperty("java.class.path", classPath); // JMH starts its forks with this one
        try (PrintStream log = transcript.open()) {
            Collection<RunResult> results = new Runner(
                            options.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
                    .run();
            if (results.size() != 1) {
                throw new CellFailed("JMH found " + results.size() + " benchmarks for one cell");
            }
            RunResult result = results.iterator().next();
            return sample(result.getPrimaryResult(), result.getSecondaryResults());
        } catch (RunnerException e) {
            throw new CellFailed(transcript.reason(e));
        } finally {
            System.setProperty("java.class.path", own);
        }
    }

    private static String[] arguments(TableCell cell, RunSettings settings) {
        List<String> arguments = new ArrayList<>(settings.allJvmArguments());
        if (cell.scenario().jvm() == Jvm.VIRTUAL_THREADS) {
            arguments.add("-Djmh.executor=VIRTUAL");
        }
        return arguments.toArray(String[]::new);
    }

    /**
     * A sum or traversal with a concurrent writer is a group of two methods, each with a rate of its own; other benchmarks have
     * one method.
     */
    @SuppressWarnings("rawtypes") // JMH's own type
    private static Sample sample(Result primary, Map<String, Result> secondary) {
        double starved = score(secondary, "starved");
        double calls = score(secondary, "calls");
        double runs = score(secondary, "runs");
        boolean grouped = secondary.containsKey("write");
        String reader = secondary.containsKey("sum") ? "sum" : "traverse";
        double all = grouped ? score(secondary, reader) : primary.getScore();
        double gaveUp = starved > 0 ? starved / calls : 0;
        return new Sample(
                all * (1 - gaveUp),
                score(secondary, BYTES_PER_OPERATION),
                grouped ? score(secondary, "write") : Double.NaN,
                calls > 0 ? (runs - calls) / calls : Double.NaN,
                gaveUp,
                grouped ? Double.NaN : score(secondary, ProcessorTime.LABEL));
    }

    @SuppressWarnings("rawtypes") // JMH's own type
    private static double score(Map<String, Result> secondary, String label) {
        Result result = secondary.get(label);
        return result == null ? Double.NaN : result.getScore();
    }
}
