package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Warms up all engines under all loads, then measures in rounds: every combination once, and only then the next
 * repetition, so that a busy moment of the machine affects all engines.
 */
public final class Comparison {
    private final Plan plan;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private final Bench bench;
    private int piece;

    private Comparison(Plan plan, Progress progress, BooleanSupplier stopped, Bench bench) {
        this.plan = plan;
        this.progress = progress;
        this.stopped = stopped;
        this.bench = bench;
    }

    /**
     * A comparison that has not started, with a process for each engine.
     *
     * @param plan what to compare
     * @param progress receives the progress
     * @param stopped becomes true when the run shall end early
     * @return the comparison
     */
    public static Comparison inProcesses(Plan plan, Progress progress, BooleanSupplier stopped) {
        return new Comparison(plan, progress, stopped, new EngineProcesses(plan, stopped));
    }

    /**
     * A comparison that has not started, with all engines in this process, where they slow each other down.
     *
     * @param plan what to compare
     * @param progress receives the progress
     * @param stopped becomes true when the run shall end early
     * @return the comparison
     */
    public static Comparison inOneProcess(Plan plan, Progress progress, BooleanSupplier stopped) {
        return new Comparison(plan, progress, stopped, new SameProcess(plan, stopped));
    }

    /**
     * The number of pieces of work that {@link #run} reports.
     *
     * @param plan what to compare
     * @return the number
     */
    public static int pieces(Plan plan) {
        return plan.engines().size() * plan.loads().size()
                + plan.measurements()
                + (plan.engines().contains(Engine.STM) ? Reasons.names(plan).size() : 0);
    }

    /**
     * Runs it once.
     *
     * @return the measurements; if stopped, the last one may be incomplete and others are missing
     */
    public Results run() {
        try (bench) {
            warmUp();
            List<Measurement> measurements = new ArrayList<>();
            for (int round = 0; round < plan.repetitions(); round++) {
                for (Workload load : plan.loads()) {
                    for (int threads : plan.threads()) {
                        measure(round, load, threads, measurements);
                    }
                }
            }
            return new Results(plan, measurements, conflicts());
        }
    }

    private void warmUp() {
        for (Workload load : plan.loads()) {
            for (Engine engine : plan.engines()) {
                begin("warming up " + engine + ", " + load);
                if (!stopped.getAsBoolean()) {
                    bench.measure(engine, load, plan.mostThreads(), plan.warmUpFor(engine), progress::at);
                }
            }
        }
    }

    private void measure(int round, Workload load, int threads, List<Measurement> measurements) {
        for (Engine engine : plan.enginesInRound(round)) {
            if (!stopped.getAsBoolean()) {
                begin("measuring " + engine + ", " + load);
                measurements.add(bench.measure(engine, load, threads, plan.extentFor(engine), progress::at));
            }
        }
    }

    /** Not measured: recording slows transactions down a little. */
    private Conflicts conflicts() {
        if (!plan.engines().contains(Engine.STM)) {
            return Conflicts.NONE;
        }
        List<Conflicts.Run> runs = new ArrayList<>();
        for (String name : Reasons.names(plan)) {
            if (!stopped.getAsBoolean()) {
                begin("asking why it retried, " + name);
                runs.add(bench.explain(name));
            }
        }
        return new Conflicts(runs);
    }

    private void begin(String what) {
        progress.begin(what, piece++);
    }
}
