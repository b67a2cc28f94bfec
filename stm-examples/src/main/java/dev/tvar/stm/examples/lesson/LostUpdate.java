package dev.tvar.stm.examples.lesson;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Workers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The race, step by step: Ann reads the balance, then Bob deposits, then Ann writes what she has computed from the old
 * balance. Latches lead the two threads through these steps, so it happens every time.
 */
final class LostUpdate {
    static final long START = 100;
    static final long ANN_TAKES = 30;
    static final long BOB_GIVES = 50;
    private static final long PATIENCE_SECONDS = 30;

    /** The balance in the end, and how often Ann had to run. */
    record Result(long balance, int annRuns) {}

    private final CountDownLatch annHasRead = new CountDownLatch(1);
    private final CountDownLatch bobHasWritten = new CountDownLatch(1);

    private LostUpdate() {}

    /** With a plain variable: the last writer wins, and Bob's deposit is gone. */
    static Result unprotected() {
        LostUpdate steps = new LostUpdate();
        long[] balance = {START};
        Workers.runTogether(
                () -> {
                    long seen = balance[0];
                    steps.annHasRead.countDown();
                    await(steps.bobHasWritten);
                    balance[0] = seen - ANN_TAKES;
                },
                () -> {
                    await(steps.annHasRead);
                    balance[0] += BOB_GIVES;
                    steps.bobHasWritten.countDown();
                });
        return new Result(balance[0], 1);
    }

    /** With a transactional variable: Ann's first attempt cannot commit, and her second sees Bob's deposit. */
    static Result transactional() {
        LostUpdate steps = new LostUpdate();
        TLong balance = TLong.of(START);
        AtomicInteger annRuns = new AtomicInteger();
        Workers.runTogether(
                () -> STM.run(tx -> {
                    annRuns.incrementAndGet();
                    long seen = balance.get(tx);
                    steps.annHasRead.countDown();
                    await(steps.bobHasWritten);
                    balance.set(tx, seen - ANN_TAKES);
                }),
                () -> {
                    await(steps.annHasRead);
                    STM.run(tx -> balance.set(tx, balance.get(tx) + BOB_GIVES));
                    steps.bobHasWritten.countDown();
                });
        return new Result(balance.now(), annRuns.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the other thread did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the other thread", e);
        }
    }
}
