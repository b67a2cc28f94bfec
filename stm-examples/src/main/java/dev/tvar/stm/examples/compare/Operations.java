package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Load;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What the workers do under each load. */
final class Operations {
    /** Under a load of audits, one operation in so many is a transfer. */
    private static final int TRANSFER_EVERY = 10;

    /** Who waits for funds looks up after that time, to see whether the measurement is over. */
    private static final Duration PATIENCE = Duration.ofMillis(2);

    /** So many participants die in a measurement, whatever the engine does in that time. */
    static final int DEATHS = 20;

    /** So much money is under way at each death. */
    static final long STAKE = 50;

    private Operations() {}

    static Operation transfers(Plan plan, int threads) {
        return through(Workload.uniformLoad(plan));
    }

    static Operation hotTransfers(Plan plan, int threads) {
        return through(Workload.hotLoad(plan));
    }

    private static Operation through(Load load) {
        return (i, desk) -> load.transfer(place(i, load), desk.clerk());
    }

    private static int place(long i, Load load) {
        return (int) (i % load.size());
    }

    /** The tenth operation of each worker is a transfer, whatever the number of threads. */
    static Operation mostlyAudits(Plan plan, int threads) {
        Load load = Workload.uniformLoad(plan);
        return (i, desk) -> {
            if (i / threads % TRANSFER_EVERY == 0) {
                load.transfer(place(i, load), desk.clerk());
            } else {
                desk.audit();
            }
        };
    }

    /**
     * The first accounts form a ring, and each worker passes on all that an account of the ring was opened with. Some
     * account always holds that much, so somebody can always go on. A lone worker goes round the ring himself.
     */
    static Operation ring(Plan plan, int threads) {
        int size = Math.min(plan.accounts(), Math.max(2, threads));
        return (i, desk) -> {
            int from = (int) (i % size);
            desk.clerk().transferWhenFunded(from, (from + 1) % size, Plan.OPENING, PATIENCE);
        };
    }

    /** The deaths are spread evenly over the measurement; whoever notices that one is due dies. */
    static Operation withDeaths(Plan plan, int threads) {
        Load load = Workload.uniformLoad(plan);
        AtomicInteger deaths = new AtomicInteger();
        return (i, desk) -> {
            int place = place(i, load);
            int before = deaths.get();
            boolean due = before < DEATHS && desk.fraction() * (DEATHS + 1) > before + 1;
            if (!due || !deaths.compareAndSet(before, before + 1)) {
                load.transfer(place, desk.clerk());
            } else if (desk.clerk().dieHalfWay(load.from(place), load.to(place), STAKE)) {
                desk.noteDeath(STAKE);
            } else {
                deaths.decrementAndGet(); // no funds: somebody else will
            }
        };
    }
}
