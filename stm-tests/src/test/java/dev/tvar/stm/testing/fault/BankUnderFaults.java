package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.Limits;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A bank with faults injected into tellers, auditors and waiters; it is audited when all threads have ended. */
final class BankUnderFaults {
    private static final int ACCOUNTS = 12;
    private static final int TELLERS = 4;
    private static final int WAITERS = 2;
    private static final long OPENING = 1_000;

    private static final TxnExecutor IMPATIENT = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(3)));

    private final List<TLong> accounts =
            IntStream.range(0, ACCOUNTS).mapToObj(i -> TLong.of(OPENING)).toList();
    private final TVar<Integer> news = TVar.of(0);

    /** Counts of injected faults, of hooks that had to run and of hooks that ran. */
    private final AtomicLong deposits = new AtomicLong();

    private final AtomicLong hooksOwed = new AtomicLong();
    private final AtomicLong hooksRun = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();
    private final AtomicLong wrongViews = new AtomicLong();

    private volatile boolean closing;
    private volatile boolean closed;

    private final int[] newsSeen = new int[WAITERS];

    /** Runs for the given time, then closes; returns the number of transactions that returned. */
    long run(long seed, Duration length) throws InterruptedException {
        List<Thread> tellers = new ArrayList<>();
        for (int i = 0; i < TELLERS; i++) {
            Random random = new Random(seed * TELLERS + i);
            tellers.add(new RandomInjector.Victim(() -> repeat(() -> serve(random)), "teller " + i));
        }
        tellers.add(new RandomInjector.Victim(() -> repeat(this::audit), "auditor"));
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            int number = i;
            waiters.add(new RandomInjector.Victim(() -> read(number), "waiter " + i));
        }
        tellers.forEach(Thread::start);
        waiters.forEach(Thread::start);
        long end = System.nanoTime() + length.toNanos();
        TestThreads.until("it is time", Limits.DURATION, () -> System.nanoTime() - end >= 0);
        closing = true;
        join(tellers);
        for (int i = 0; i < WAITERS; i++) {
            int number = i;
            TestThreads.until("waiter " + i + " has the last news", () -> seenBy(number) == news.now());
        }
        closed = true;
        STM.run(tx -> news.update(tx, n -> n + 1));
        join(waiters);
        assertLaws();
        return returned.get();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(Limits.MILLIS);
            assertFalse(thread.isAlive(), () -> thread + " does not end");
        }
    }

    private void repeat(Runnable service) {
        while (!closing) {
            unlessStruck(service);
        }
    }

    /** Runs the task; injected faults, and the consequences of an interrupt, are no failures. */
    private void unlessStruck(Runnable work) {
        try {
            work.run();
            returned.incrementAndGet();
        } catch (TxnInterruptedException | TxnTimeoutException | Refused e) {
            // nothing has happened
        } catch (Error e) {
            if (!Fault.isInjected(e) && !(e instanceof StackOverflowError)) {
                throw e;
            }
        }
        Thread.interrupted();
    }

    // ---- tellers

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void serve(Random random) {
        TLong from = accounts.get(random.nextInt(ACCOUNTS));
        TLong to = accounts.get(random.nextInt(ACCOUNTS));
        int amount = 1 + random.nextInt(200);
        switch (random.nextInt(7)) {
            case 0 -> STM.run(tx -> transfer(tx, from, to, amount));
            case 1 ->
                STM.run(tx -> {
                    from.add(tx, -amount);
                    to.add(tx, amount);
                    if (!from.isAtLeast(tx, 0)) {
                        throw new Refused();
                    }
                });
            case 2 ->
                IMPATIENT.run(tx -> {
                    tx.check(from.isAtLeast(tx, amount));
                    from.add(tx, -amount);
                    to.add(tx, amount);
                });
            case 3 ->
                STM.run(tx -> tx.orElse(
                        in -> {
                            transfer(in, from, to, amount);
                            in.check(from.get(in) >= 0);
                            return 1;
                        },
                        in -> {
                            transfer(in, to, from, 1);
                            return 2;
                        }));
            case 4 ->
                STM.run(tx -> {
                    try {
                        STM.run(in -> {
                            transfer(in, from, to, amount);
                            in.afterCommit(hooksRun::incrementAndGet);
                            throw new Refused();
                        });
                    } catch (Refused e) {
                        transfer(tx, to, from, amount);
                    }
                });
            case 5 -> {
                STM.run(tx -> {
                    to.add(tx, amount);
                    tx.afterCommit(hooksRun::incrementAndGet);
                });
                deposits.addAndGet(amount);
                hooksOwed.incrementAndGet();
            }
            default -> STM.run(tx -> news.set(tx, news.get(tx) + 1));
        }
    }

    private static void transfer(Txn tx, TLong from, TLong to, long amount) {
        from.set(tx, from.get(tx) - amount);
        to.set(tx, to.get(tx) + amount);
    }

    // ---- auditors and waiters

    private long total(ReadTxn tx) {
        long total = 0;
        for (TLong account : accounts) {
            total += account.get(tx);
        }
        return total;
    }

    /** The sum only ever grows, by deposits. */
    private void audit() {
        long before = deposits.get();
        long total = STM.snapshot(this::total);
        if (total < ACCOUNTS * OPENING + before) {
            wrongViews.incrementAndGet();
        }
    }

    private void read(int number) {
        while (!closed) {
            int last = seenBy(number);
            unlessStruck(() -> {
                int now = STM.atomically(tx -> {
                    tx.check(news.get(tx) != last);
                    return news.get(tx);
                });
                synchronized (newsSeen) {
                    newsSeen[number] = now;
                }
            });
        }
    }

    private int seenBy(int number) {
        synchronized (newsSeen) {
            return newsSeen[number];
        }
    }

    private void assertLaws() {
        for (TLong account : accounts) {
            assertFalse(Internals.isLocked(account), "an account is locked");
            assertEquals(0, Internals.waiters(account), "waiters for an account");
        }
        assertEquals(0, Internals.waiters(news), "waiters for news");
        assertEquals(0, Internals.openSnapshots(), "open snapshots");
        assertFalse(Internals.isTicketOut(), "the ticket is out");
        assertEquals(ACCOUNTS * OPENING + deposits.get(), STM.snapshot(this::total), "the money");
        assertEquals(hooksOwed.get(), hooksRun.get(), "hooks");
        assertEquals(0, wrongViews.get(), "audits that saw too little");
    }
}
