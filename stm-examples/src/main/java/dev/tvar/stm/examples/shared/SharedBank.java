package dev.tvar.stm.examples.shared;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.etcd.CommitOutcomeUnknownException;
import dev.tvar.stm.etcd.EtcdException;
import dev.tvar.stm.etcd.EtcdStore;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A branch of a bank that has others in other processes: tellers make transfers, and once a second it tells the total. */
public final class SharedBank {
    private static final int ACCOUNTS = 20;
    private static final long OPENING = 100;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long SECOND = 1_000_000_000;

    private final EtcdStore store;
    private final List<TVar<@Nullable Long>> accounts;
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean closed;

    /**
     * Opens a branch, and the accounts if nobody has.
     *
     * @param store where the accounts are
     */
    public SharedBank(EtcdStore store) {
        this.store = store;
        accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> store.var("account " + i, Long.class))
                .toList();
        STM.run(tx -> {
            if (accounts.get(0).get(tx) == null) {
                accounts.forEach(account -> account.set(tx, OPENING));
            }
        });
    }

    /**
     * Works until told otherwise.
     *
     * @param tellers how many threads make transfers
     * @param seconds for how long
     * @param stopped becomes true when it shall end early
     * @param out where to tell the total
     * @return whether the total was right each time
     */
    public boolean work(int tellers, int seconds, BooleanSupplier stopped, PrintWriter out) {
        for (int teller = 0; teller < tellers; teller++) {
            Thread thread = new Thread(this::transferAll, "teller " + teller);
            thread.setDaemon(true);
            thread.start();
        }
        boolean held = true;
        for (int second = 1; second <= seconds && !stopped.getAsBoolean(); second++) {
            LockSupport.parkNanos(SECOND);
            held &= tell(out);
        }
        closed = true;
        return held;
    }

    private boolean tell(PrintWriter out) {
        long total = STM.snapshot(this::total);
        out.println(Text.format(
                "revision %,9d   total %,d of %,d   transfers here %,6d   longest wait %,6d ms%s",
                store.revision(),
                total,
                ACCOUNTS * OPENING,
                done.sumThenReset(),
                longest.getAndSet(0) / 1_000_000,
                failed.sum() == 0 ? "" : Text.format("   not made %,d", failed.sum())));
        out.flush();
        return total == ACCOUNTS * OPENING;
    }

    private long total(ReadTxn tx) {
        return accounts.stream().mapToLong(account -> orZero(account.get(tx))).sum();
    }

    private static long orZero(@Nullable Long balance) {
        return balance == null ? 0 : balance;
    }

    private void transferAll() {
        SplittableRandom random = new SplittableRandom();
        while (!closed) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            long begun = System.nanoTime();
            try {
                if (transfer(from, to, random.nextLong(1, 20))) {
                    done.increment();
                }
            } catch (EtcdException | CommitOutcomeUnknownException e) {
                failed.increment();
            }
            longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        }
    }

    /** As with variables of one process: waits a while for the funds, which another process may bring. */
    private boolean transfer(int from, int to, long amount) {
        return STM.atomically(tx -> {
            long there = orZero(accounts.get(from).get(tx));
            if (there < amount) {
                tx.retryFor(PATIENCE);
                return false;
            }
            accounts.get(from).set(tx, there - amount);
            accounts.get(to).update(tx, balance -> orZero(balance) + amount);
            return true;
        });
    }
}
