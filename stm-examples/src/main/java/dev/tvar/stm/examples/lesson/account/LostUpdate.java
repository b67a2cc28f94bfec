package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Workers;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The race, step by step: Ann reads the balance, then Bob deposits, then Ann writes what she has computed from the old
 * balance. {@link Steps} leads the two threads, so it happens every time.
 */
final class LostUpdate {
    static final long START = 100;
    static final long ANN_TAKES = 30;
    static final long BOB_GIVES = 50;

    /** The final balance, and the number of Ann's attempts. */
    record Result(long balance, int annRuns) {}

    private LostUpdate() {}

    /** With a plain variable: the last writer wins, and Bob's deposit is gone. */
    static Result unprotected() {
        Steps steps = new Steps();
        long[] balance = {START};
        Workers.runTogether(
                () -> {
                    long seen = steps.at(1, () -> balance[0]);
                    steps.at(3, () -> balance[0] = seen - ANN_TAKES);
                },
                () -> steps.at(2, () -> balance[0] += BOB_GIVES));
        return new Result(balance[0], 1);
    }

    /** With a transactional variable: Ann's first attempt cannot commit, and her second sees Bob's deposit. */
    static Result transactional() {
        Steps steps = new Steps();
        TLong balance = TLong.named("balance", START);
        AtomicInteger annRuns = new AtomicInteger();
        Workers.runTogether(
                () -> STM.run(tx -> {
                    annRuns.incrementAndGet();
                    long seen = steps.at(1, () -> balance.get(tx));
                    steps.at(3, () -> balance.set(tx, seen - ANN_TAKES));
                }),
                () -> steps.at(2, () -> STM.run(tx -> balance.set(tx, balance.get(tx) + BOB_GIVES))));
        return new Result(balance.now(), annRuns.get());
    }
}
