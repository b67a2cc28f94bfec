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
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a bank with branches in other processes: its tellers make transfers, and once a second it prints the
 * total.
 */
public final class SharedBank {
    private static final int ACCOUNTS = 20;
    private static final long OPENING = 100;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long SECOND = 1_000_000_000;

    private final EtcdStore store;
    private final List<TVar<@Nullable Long>> accounts;
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean closed;

    /**
     * Opens a branch, and the accounts if no branch has opened them.
     *
     * @param store the store of the accounts
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
     * Makes transfers until the time is over.
     *
     * @param tellers the number of threads that make transfers
     * @param seconds the time
     * @param stopped becomes true when it shall end early
     * @param leader the name of the server that leads at present
     * @param out where the total is printed
     * @return whether the total was right each time
     */
    public boolean work(int tellers, int seconds, BooleanSupplier stopped, Supplier<String> leader, PrintWriter out) {
        Waits waits = new Waits(tellers);
        for (int teller = 0; teller < tellers; teller++) {
            int number = teller;
            Thread thread = new Thread(() -> transferAll(waits, number), "teller " + teller);
            thread.setDaemon(true);
            thread.start();
        }
        boolean held = true;
        for (int second = 1; second <= seconds && !stopped.getAsBoolean(); second++) {
            LockSupport.parkNanos(SECOND);
            held &= isTotalRight(waits.takeLongest(System.nanoTime()), leader.get(), out);
        }
        closed = true;
        return held;
    }

    private boolean isTotalRight(long longestWait, String leader, PrintWriter out) {
        long total = STM.snapshot(this::total);
        out.println(Text.format(
                "revision %,9d   total %,d of %,d   transfers here %,6d   longest wait %,6d ms   leader %s%s",
                store.revision(),
                total,
                ACCOUNTS * OPENING,
                done.sumThenReset(),
                longestWait / 1_000_000,
                leader,
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

    private void transferAll(Waits waits, int teller) {
        SplittableRandom random = new SplittableRandom();
        while (!closed) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            waits.begin(teller, System.nanoTime());
            try {
                if (transfer(from, to, random.nextLong(1, 20))) {
                    done.increment();
                }
            } catch (EtcdException | CommitOutcomeUnknownException e) {
                failed.increment();
            }
            waits.end(teller, System.nanoTime());
        }
    }

    /** As with variables of one process: waits for a limited time for the funds, which another process may bring. */
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
