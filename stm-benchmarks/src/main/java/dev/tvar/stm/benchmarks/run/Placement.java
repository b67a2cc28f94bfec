package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.result.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Lets the forks of one scenario run while the processors of the machine are equally far from each other, so that its figures can be compared.
 * The first fork of a scenario says how far; later ones wait for that, within limits, and one during which it changed is measured
 * again. Which forks are measured again depends on what a cache line takes before and after them, and never on their figures.
 */
final class Placement {
    /** A fork. */
    interface Fork {
        Sample measure() throws CellFailed;
    }

    private static final long LOOK_MILLIS = 200;

    private final DoubleSupplier lineTrip;
    private final int looks;
    private final int tries;
    private final BooleanSupplier stop;
    private int looksLeft;
    private final Map<String, Double> wanted = new HashMap<>();

    /**
     * For tests: with a measurement of its own.
     *
     * @param lineTrip what a cache line takes at present, in nanoseconds; NaN if that says nothing on this machine
     * @param looks how often to look, before one fork, whether the state is the wanted one
     * @param looksLeft how often in the whole run
     * @param tries how often to measure a fork at most
     * @param stop whether to wait no longer
     */
    Placement(DoubleSupplier lineTrip, int looks, int looksLeft, int tries, BooleanSupplier stop) {
        this.lineTrip = lineTrip;
        this.looks = looks;
        this.looksLeft = looksLeft;
        this.tries = tries;
        this.stop = stop;
    }

    /** Of this machine. With more than two processors, what two threads see of it depends on where each of them runs. */
    static Placement here(boolean quick, BooleanSupplier stop) {
        boolean onePair = Runtime.getRuntime().availableProcessors() == 2;
        DoubleSupplier lineTrip = onePair ? LineTrip::nanos : () -> Double.NaN;
        lineTrip.getAsDouble(); // for the compiler
        return quick ? new Placement(lineTrip, 50, 225, 2, stop) : new Placement(lineTrip, 150, 3_000, 2, stop);
    }

    /** Measures a fork of a scenario in which threads meet. */
    Sample measure(String scenario, Fork fork) throws CellFailed {
        double state = wanted.computeIfAbsent(scenario, first -> lineTrip.getAsDouble());
        for (int left = tries; ; left--) {
            double before = await(state);
            Sample sample = fork.measure();
            double after = lineTrip.getAsDouble();
            boolean held = Sample.alike(before, state) && Sample.alike(after, state);
            if (held || left == 1 || Double.isNaN(state) || stop.getAsBoolean()) {
                return sample.withLine(Sample.alike(before, state) ? after : before);
            }
        }
    }

    private double await(double state) {
        double now = lineTrip.getAsDouble();
        int left = Math.min(looks, looksLeft);
        while (left-- > 0 && !Double.isNaN(state) && !Sample.alike(now, state) && !stop.getAsBoolean()) {
            looksLeft--;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            now = lineTrip.getAsDouble();
        }
        return now;
    }
}
