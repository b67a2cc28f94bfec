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
    private int piece;

    /**
     * A comparison that has not started.
     *
     * @param plan what to compare
     * @param progress receives the progress
     * @param stopped becomes true when the run shall end early
     */
    public Comparison(Plan plan, Progress progress, BooleanSupplier stopped) {
        this.plan = plan;
        this.progress = progress;
        this.stopped = stopped;
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
                + (plan.engines().contains(Engine.STM) ? Reasons.pieces(plan) : 0);
    }

    /**
     * Runs it once.
     *
     * @return the measurements; if stopped, the last one may be incomplete and others are missing
     */
    public Results run() {
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

    private void warmUp() {
        for (Workload load : plan.loads()) {
            for (Engine engine : plan.engines()) {
                begin("warming up " + engine + ", " + load);
                if (!stopped.getAsBoolean()) {
                    new Measure(plan, engine, load, plan.mostThreads(), plan.warmUpFor(engine), stopped)
                            .run(progress::at);
                }
            }
        }
    }

    private void measure(int round, Workload load, int threads, List<Measurement> measurements) {
        for (Engine engine : plan.enginesInRound(round)) {
            if (!stopped.getAsBoolean()) {
                begin("measuring " + engine + ", " + load);
                measurements.add(
                        new Measure(plan, engine, load, threads, plan.extentFor(engine), stopped).run(progress::at));
            }
        }
    }

    private Conflicts conflicts() {
        return plan.engines().contains(Engine.STM)
                ? new Reasons(plan, stopped, load -> begin("asking why it retried, " + load)).ask()
                : Conflicts.NONE;
    }

    private void begin(String what) {
        progress.begin(what, piece++);
    }
}
