package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Contender;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Auditor;
import dev.tvar.stm.examples.support.Workers;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One measurement: a load through one engine, with an auditor at work all the time. Every thread makes one operation
 * after the other (a closed loop: one request in flight per thread), so that actors and locks are used in the same way.
 */
final class Measure {
    private static final long PROGRESS_NANOS = Duration.ofMillis(50).toNanos();

    /** Decimal digits of the histogram. */
    private static final int DIGITS = 2;

    private static final Duration AUDITOR_RESTS = Duration.ofNanos(100_000);

    private final Plan plan;
    private final Engine engine;
    private final Workload load;
    private final int threads;
    private final Extent extent;
    private final BooleanSupplier stopped;
    private volatile boolean over;
    private volatile boolean interrupted;

    Measure(Plan plan, Engine engine, Workload load, int threads, Extent extent, BooleanSupplier stopped) {
        this.plan = plan;
        this.engine = engine;
        this.load = load;
        this.threads = threads;
        this.extent = extent;
        this.stopped = stopped;
    }

    /** Runs it once, on a fresh bank. */
    Measurement run(DoubleConsumer progress) {
        return run(engine.open(plan.opening()), progress);
    }

    /** Runs it once, on this bank, and closes it. */
    Measurement run(Contender opened, DoubleConsumer progress) {
        try (Contender bank = opened) {
            long[] done = new long[threads];
            Histogram[] latencies = histograms();
            Desk[] desks = desks(bank);
            Operation operation = load.operation(plan, threads);
            Timeline timeline = new Timeline(plan.total());
            Auditor auditor = audit(bank, timeline);
            long nanos;
            Auditor.Findings findings;
            try {
                nanos = Workers.run(threads, worker -> {
                    DoubleConsumer tell = worker == 0 ? progress : fraction -> {};
                    done[worker] = work(operation, desks[worker], latencies[worker], tell);
                });
            } finally {
                findings = auditor.stop();
            }
            long operations = Arrays.stream(done).sum();
            return new Measurement(
                    engine,
                    load,
                    threads,
                    !interrupted,
                    operations,
                    operations - sum(desks, Desk::audits),
                    nanos,
                    together(latencies),
                    bank.aborts(),
                    bank.messages(),
                    findings.audits() + sum(desks, Desk::audits),
                    findings.wrong() + sum(desks, Desk::wrongAudits),
                    Arrays.stream(bank.balances()).sum(),
                    sum(desks, Desk::atStake),
                    timeline.slices());
        }
    }

    /** Two kinds of audit alternate: one only reads, the other also stores the total. */
    private Auditor audit(Contender bank, Timeline timeline) {
        long began = System.nanoTime();
        boolean[] noting = {false};
        return Auditor.start(
                () -> {
                    noting[0] = !noting[0];
                    return noting[0] ? bank.auditAndNote() : bank.audit();
                },
                plan.total(),
                seen -> timeline.saw(
                        System.nanoTime() - began, seen, bank.aborts().orElse(0)),
                AUDITOR_RESTS);
    }

    /** The operations of one worker: every n-th, where n is the number of workers. */
    private long work(Operation operation, Desk desk, Histogram latencies, DoubleConsumer progress) {
        long most = extent instanceof Extent.Counting operations ? operations.count() : Long.MAX_VALUE;
        long untimed = sample() - 1; // a power of two: a division costs as much as half a transfer
        long began = System.nanoTime();
        long reported = began;
        long done = 0;
        for (long i = desk.worker(); i < most && !over; i += threads) {
            if ((done & untimed) == 0) {
                long before = System.nanoTime();
                operation.perform(i, desk);
                long after = System.nanoTime();
                latencies.recordValue(after - before);
                double fraction = look(after - began, i, desk);
                if (after - reported >= PROGRESS_NANOS) {
                    reported = after;
                    progress.accept(Math.min(1, fraction));
                }
            } else {
                operation.perform(i, desk);
            }
            done++;
        }
        return done;
    }

    /** One of this number of operations is timed: reading the clock takes about as long as a fast transfer. */
    private long sample() {
        return engine.slowness() > 1 ? 1 : load.sample();
    }

    private double look(long nanos, long i, Desk desk) {
        double fraction = extent.fraction(nanos, i + 1);
        desk.noteFraction(fraction);
        if (stopped.getAsBoolean()) {
            interrupted = true;
            over = true;
        } else if (extent instanceof Extent.Lasting && fraction >= 1) {
            over = true;
        }
        return fraction;
    }

    private Desk[] desks(Contender bank) {
        return IntStream.range(0, threads)
                .mapToObj(worker -> new Desk(worker, bank, plan.total()))
                .toArray(Desk[]::new);
    }

    private Histogram[] histograms() {
        return IntStream.range(0, threads).mapToObj(i -> new Histogram(DIGITS)).toArray(Histogram[]::new);
    }

    private static long sum(Desk[] desks, ToLongFunction<Desk> count) {
        return Arrays.stream(desks).mapToLong(count).sum();
    }

    private static Histogram together(Histogram[] parts) {
        Histogram all = new Histogram(DIGITS);
        Arrays.stream(parts).forEach(all::add);
        return all;
    }
}
