package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Bank;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Load;
import dev.tvar.stm.examples.engine.Teller;
import dev.tvar.stm.examples.support.Auditor;
import dev.tvar.stm.examples.support.Workers;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * Replays a load through one engine, with an auditor at work all the time. Every thread makes one transfer after the
 * other (a closed loop: one request under way per thread), so that actors and locks are asked in the same way.
 */
final class Measure {
    /** Every so many transfers one is timed: reading the clock costs about as much as a fast transfer. */
    private static final int SAMPLE = 8;

    /** Every so many transfers the first thread tells how far it is. */
    private static final int TELL = 1_024;

    /** Decimal digits of the histogram. */
    private static final int DIGITS = 3;

    private final Plan plan;
    private final Load load;
    private final BooleanSupplier stopped;

    Measure(Plan plan, Load load, BooleanSupplier stopped) {
        this.plan = plan;
        this.load = load;
        this.stopped = stopped;
    }

    /** Makes the first {@code size} transfers of the load, on a fresh bank. */
    Measurement run(Engine engine, int size, DoubleConsumer progress) {
        try (Bank bank = engine.open(plan.opening())) {
            long[] done = new long[plan.threads()];
            Histogram[] latencies = new Histogram[plan.threads()];
            Auditor auditor = Auditor.start(bank::audit, plan.total());
            long nanos;
            Auditor.Findings findings;
            try {
                nanos = Workers.run(plan.threads(), worker -> {
                    latencies[worker] = new Histogram(DIGITS);
                    DoubleConsumer tell = worker == 0 ? progress : fraction -> {};
                    done[worker] = replay(bank.teller(), worker, size, latencies[worker], tell);
                });
            } finally {
                findings = auditor.stop();
            }
            return new Measurement(
                    engine,
                    size,
                    Arrays.stream(done).sum(),
                    nanos,
                    together(latencies),
                    bank.aborts(),
                    findings,
                    Arrays.stream(bank.balances()).sum(),
                    bank.remarks());
        }
    }

    /** The transfers of one worker: every n-th of the list, where n is the number of workers. */
    private long replay(Teller teller, int worker, int size, Histogram latencies, DoubleConsumer progress) {
        long done = 0;
        for (int i = worker; i < size && !stopped.getAsBoolean(); i += plan.threads()) {
            if (done % SAMPLE == 0) {
                long began = System.nanoTime();
                load.transfer(i, teller);
                latencies.recordValue(System.nanoTime() - began);
            } else {
                load.transfer(i, teller);
            }
            done++;
            if (done % TELL == 0) {
                progress.accept((double) i / size);
            }
        }
        return done;
    }

    private static Histogram together(Histogram[] parts) {
        Histogram all = new Histogram(DIGITS);
        Arrays.stream(parts).forEach(all::add);
        return all;
    }
}
