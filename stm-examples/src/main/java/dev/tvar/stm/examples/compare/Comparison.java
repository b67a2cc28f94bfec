package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Warms up all engines, then measures one after the other, in one process and on the same load. */
public final class Comparison {
    private final Plan plan;
    private final Progress progress;
    private final BooleanSupplier stopped;

    /**
     * A comparison that has not begun.
     *
     * @param plan what to compare
     * @param progress is told how far it is
     * @param stopped becomes true when the run shall end early
     */
    public Comparison(Plan plan, Progress progress, BooleanSupplier stopped) {
        this.plan = plan;
        this.progress = progress;
        this.stopped = stopped;
    }

    /**
     * How many pieces of work {@link #run} will tell of.
     *
     * @param plan what to compare
     * @return the number
     */
    public static int pieces(Plan plan) {
        return 2 * plan.engines().size();
    }

    /**
     * Runs it.
     *
     * @return one measurement per engine that was measured; if stopped, the last may be incomplete and others are missing
     */
    public List<Measurement> run() {
        Load load = Load.random(plan.seed(), plan.accounts(), plan.transfers());
        Measure measure = new Measure(plan, load, stopped);
        List<Measurement> measurements = new ArrayList<>();
        int piece = 0;
        for (Engine engine : plan.engines()) {
            progress.begin("warming up " + engine, piece++);
            measure.run(engine, plan.warmUpFor(engine), progress::at);
        }
        for (Engine engine : plan.engines()) {
            if (stopped.getAsBoolean()) {
                break;
            }
            progress.begin("measuring " + engine, piece++);
            measurements.add(measure.run(engine, plan.transfersFor(engine), progress::at));
        }
        return measurements;
    }
}
