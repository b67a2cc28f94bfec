package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.LockStep;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many threads add one a hundred times each. An increment has three steps: read, compute, write. In
 * the controlled schedule all threads read before any of them writes, in every round: the worst case,
 * and here it always happens.
 */
public final class CounterLesson implements Lesson {
    private static final Card CARD = Card.of("B1", "counter", "lost counter updates, and none lost in a transaction")
            .asks("If ten threads add 1 to a counter a hundred times each, what does it show?")
            .shows("the plain counter stops at 100 when all read before any writes; the transactional one is at 1,000")
            .threads("threads", 1, 10, 100);

    static final int TIMES = 100;

    /** The final value of the counter, and the number of runs of the increment's body. */
    record Result(long count, int runs) {}

    /** A plain variable, at full speed: the result is luck. */
    static Result plain(int threads) {
        long[] counter = {0};
        Workers.run(threads, worker -> {
            for (int i = 0; i < TIMES; i++) {
                counter[0] = counter[0] + 1;
            }
        });
        return new Result(counter[0], threads * TIMES);
    }

    /** A plain variable, where all read before any writes, and all write before any reads again. */
    static Result plainInStep(int threads) {
        LockStep step = new LockStep(threads);
        long[] counter = {0};
        Workers.run(threads, worker -> {
            for (int i = 0; i < TIMES; i++) {
                long seen = counter[0];
                step.await();
                counter[0] = seen + 1;
                step.await();
            }
        });
        return new Result(counter[0], threads * TIMES);
    }

    /** A transaction per increment, at full speed. */
    static Result transactional(int threads) {
        TLong counter = TLong.named("counter", 0);
        AtomicInteger runs = new AtomicInteger();
        Workers.run(threads, worker -> {
            for (int i = 0; i < TIMES; i++) {
                STM.run(tx -> {
                    runs.incrementAndGet();
                    counter.set(tx, counter.get(tx) + 1);
                });
            }
        });
        return new Result(counter.now(), runs.get());
    }

    /** A transaction per increment, where all have read before any commits: all but one run again. */
    static Result transactionalInStep(int threads) {
        LockStep step = new LockStep(threads);
        TLong counter = TLong.named("counter", 0);
        AtomicInteger runs = new AtomicInteger();
        Workers.run(threads, worker -> {
            for (int i = 0; i < TIMES; i++) {
                boolean[] met = {false};
                STM.run(tx -> {
                    runs.incrementAndGet();
                    long seen = counter.get(tx);
                    if (!met[0]) {
                        met[0] = true;
                        step.await();
                    }
                    counter.set(tx, seen + 1);
                });
                step.await();
            }
        });
        return new Result(counter.now(), runs.get());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        int threads = setup.threads();
        long right = (long) threads * TIMES;
        Result free = transactional(threads);
        Result inStep = transactionalInStep(threads);
        Columns table = new Columns("counter", "schedule", "shows", "lost", "bodies run").left(1);
        row(table, "plain", "full speed: luck", plain(threads), right);
        row(table, "plain", "all read, then all write", plainInStep(threads), right);
        row(table, "transactional", "full speed", free, right);
        row(table, "transactional", "all read, then all write", inStep, right);
        table.print(out);
        boolean held = free.count() == right && inStep.count() == right;
        return Text.state(out, Text.format("with transactions the counter is at %,d, always", right), held);
    }

    private static void row(Columns table, String counter, String schedule, Result result, long right) {
        table.row(counter, schedule, result.count(), right - result.count(), result.runs());
    }
}
