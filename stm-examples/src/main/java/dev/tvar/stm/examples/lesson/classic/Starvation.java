package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Interrupted;
import dev.tvar.stm.examples.support.Workers;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;

/**
 * A long computation reads much, and short writers change a part of it before it ends. Here the writer
 * commits in the middle of every attempt, as often as the library lets it.
 */
final class Starvation {
    /** The bound of the demonstration: without it, it would never end. */
    static final int TRIES = 50;

    private Starvation() {}

    /** The usual optimistic loop: read, check for writes, try again. Returns the number of successes in 50 tries. */
    static int successesOfOptimisticLoop() {
        StampedLock lock = new StampedLock();
        AtomicLong hot = new AtomicLong();
        int successes = 0;
        for (int i = 0; i < TRIES; i++) {
            long stamp = lock.tryOptimisticRead();
            Workers.runTogether(() -> {
                long write = lock.writeLock();
                hot.incrementAndGet();
                lock.unlockWrite(write);
            });
            successes += lock.validate(stamp) ? 1 : 0;
        }
        return successes;
    }

    /**
     * A transaction that reads the hot variable, lets the writer commit to it, and writes a result. From the attempt
     * that holds the ticket on, the commit of the writer has to wait; so the body then starts the writer without
     * waiting for it.
     *
     * @return the number of runs of the body
     */
    static int runsOfTransaction() {
        TLong hot = TLong.named("hot", 0);
        TLong result = TLong.named("result", 0);
        Semaphore asked = new Semaphore(0);
        Semaphore written = new Semaphore(0);
        AtomicInteger runs = new AtomicInteger();
        Workers.runTogether(
                () -> STM.run(tx -> {
                    int run = runs.incrementAndGet();
                    long seen = hot.get(tx);
                    asked.release();
                    if (run <= STM.ATTEMPTS_BEFORE_TICKET) {
                        acquire(written);
                    }
                    result.set(tx, seen);
                }),
                () -> {
                    for (int i = 0; i <= STM.ATTEMPTS_BEFORE_TICKET; i++) {
                        acquire(asked);
                        STM.run(tx -> hot.set(tx, hot.get(tx) + 1));
                        written.release();
                    }
                });
        return runs.get();
    }

    /** A snapshot under the same writer. Returns the number of runs of its body. */
    static int runsOfSnapshot() {
        TLong hot = TLong.named("hot", 0);
        AtomicInteger runs = new AtomicInteger();
        STM.snapshot(tx -> {
            runs.incrementAndGet();
            long before = hot.get(tx);
            Workers.runTogether(() -> STM.run(writer -> hot.set(writer, hot.get(writer) + 1)));
            return hot.get(tx) - before;
        });
        return runs.get();
    }

    private static void acquire(Semaphore semaphore) {
        try {
            semaphore.acquire();
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }
}
