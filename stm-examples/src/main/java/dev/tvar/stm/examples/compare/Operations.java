package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Load;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The operations of the workers under each load. */
final class Operations {
    /** Under a load of audits, one operation in this number is a transfer. */
    private static final int TRANSFER_EVERY = 10;

    /** Limit of a wait for funds, after which the worker checks whether the measurement is over. */
    private static final Duration PATIENCE = Duration.ofMillis(2);

    /** The number of participants that fail in a measurement, independent of the speed of the engine. */
    static final int DEATHS = 20;

    /** The money in flight at each failure. */
    static final long STAKE = 50;

    private Operations() {}

    static Operation transfers(Plan plan, int threads) {
        return through(Workload.uniformLoad(plan));
    }

    static Operation hotTransfers(Plan plan, int threads) {
        return through(Workload.hotLoad(plan));
    }

    private static Operation through(Load load) {
        return (i, desk) -> load.transfer(place(i), desk.clerk());
    }

    /** The place of a step in a list of transfers. */
    private static int place(long i) {
        return (int) i & Workload.LENGTH - 1;
    }

    /** The tenth operation of each worker is a transfer, whatever the number of threads. */
    static Operation mostlyAudits(Plan plan, int threads) {
        Load load = Workload.uniformLoad(plan);
        return (i, desk) -> {
            if (i / threads % TRANSFER_EVERY == 0) {
                load.transfer(place(i), desk.clerk());
            } else {
                desk.audit();
            }
        };
    }

    /**
     * The first accounts form a ring, and each worker passes on the opening balance of an account of the
     * ring. Some account always holds that amount, so some worker can always continue. A single worker
     * moves the money round the ring alone.
     */
    static Operation ring(Plan plan, int threads) {
        int size = Math.min(plan.accounts(), Math.max(2, threads));
        return (i, desk) -> {
            int from = (int) (i % size);
            desk.clerk().transferWhenFunded(from, (from + 1) % size, Plan.OPENING, PATIENCE);
        };
    }

    /** The failures are spread evenly over the measurement; a worker that finds one due fails. */
    static Operation withDeaths(Plan plan, int threads) {
        Load load = Workload.uniformLoad(plan);
        AtomicInteger deaths = new AtomicInteger();
        return (i, desk) -> {
            int place = place(i);
            int before = deaths.get();
            boolean due = before < DEATHS && desk.fraction() * (DEATHS + 1) > before + 1;
            if (!due || !deaths.compareAndSet(before, before + 1)) {
                load.transfer(place, desk.clerk());
            } else if (desk.clerk().dieHalfWay(load.from(place), load.to(place), STAKE)) {
                desk.noteDeath(STAKE);
            } else {
                deaths.decrementAndGet(); // no funds: another worker fails instead
            }
        };
    }
}
