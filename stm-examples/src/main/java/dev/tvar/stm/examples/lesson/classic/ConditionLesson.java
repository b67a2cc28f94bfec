package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Interrupted;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Consumers wait until a producer signals. A condition variable loses a signal that comes between the check and the wait. A
 * transaction waits for a change of its read set, and a change before the wait counts, too.
 */
public final class ConditionLesson implements Lesson {
    private static final Card CARD = Card.of("B7", "condition", "consumers wait for a signal that cannot be missed")
            .asks("What if the signal comes after the consumer has checked and before it waits?")
            .shows("the condition variable misses it and sleeps on; the transaction runs again and sees it")
            .threads("consumers", 1, 5, 100);

    private static final int SIGNALS = 2_000;
    private static final long PATIENCE_MILLIS = 20;

    /** The number of signals seen by each consumer. */
    record Result(int[] seen) {
        boolean lawHolds(int signals) {
            return Arrays.stream(seen).allMatch(count -> count == signals);
        }
    }

    /** Check, signal, wait: whether a signal woke the consumer within its time limit. */
    static boolean wokenByCondition() {
        ReentrantLock lock = new ReentrantLock();
        Condition arrived = lock.newCondition();
        boolean[] goods = {false};
        boolean[] woken = {true};
        Steps steps = new Steps();
        Workers.runTogether(
                () -> {
                    boolean seen = steps.at(1, () -> goods[0]);
                    steps.at(3, () -> woken[0] = seen || await(lock, arrived));
                },
                () -> steps.at(2, () -> {
                    lock.lock();
                    goods[0] = true;
                    arrived.signalAll();
                    lock.unlock();
                }));
        return woken[0];
    }

    private static boolean await(ReentrantLock lock, Condition arrived) {
        lock.lock();
        try {
            return arrived.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** The same three steps. Returns the number of runs of the consumer's body until it got the goods. */
    static int runsOfTransaction() {
        TVar<Boolean> goods = TVar.named("goods", false);
        AtomicInteger runs = new AtomicInteger();
        Steps steps = new Steps();
        Workers.runTogether(
                () -> STM.run(tx -> {
                    runs.incrementAndGet();
                    boolean seen = steps.at(1, () -> goods.get(tx));
                    steps.at(3, () -> {});
                    tx.check(seen);
                }),
                () -> steps.at(2, () -> STM.run(tx -> goods.set(tx, true))));
        return runs.get();
    }

    /** The producer signals, and waits until all consumers have confirmed it, before it signals again. */
    static Result play(int consumers, int signals) {
        TLong signal = TLong.named("signal", 0);
        TLong confirmed = TLong.named("confirmed", 0);
        int[] seen = new int[consumers];
        Workers.run(consumers + 1, worker -> {
            for (int i = 1; i <= signals; i++) {
                int number = i;
                if (worker < consumers) {
                    STM.run(tx -> tx.check(signal.isAtLeast(tx, number)));
                    seen[worker] += signal.now() == number ? 1 : 0;
                    STM.run(tx -> confirmed.add(tx, 1));
                } else {
                    STM.run(tx -> signal.set(tx, number));
                    STM.run(tx -> tx.check(confirmed.isAtLeast(tx, (long) number * consumers)));
                }
            }
        });
        return new Result(seen);
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        int runs = runsOfTransaction();
        out.println("The consumer checks: nothing. The producer delivers and signals. The consumer waits:");
        out.println();
        new Columns("version", "what happens")
                .left(1)
                .row(
                        "condition",
                        wokenByCondition()
                                ? "woken"
                                : "the signal is gone; still asleep after " + PATIENCE_MILLIS + " ms")
                .row("transaction", "its read set has changed: it runs " + runs + " times, and has the goods")
                .print(out);
        Result result = play(setup.threads(), SIGNALS);
        Text.heading(out, "At full speed, " + Text.number(SIGNALS) + " signals, each confirmed by everyone:");
        Columns table = new Columns("consumer", "signals seen");
        for (int i = 0; i < result.seen().length; i++) {
            table.row("" + (i + 1), result.seen()[i]);
        }
        table.print(out);
        return Text.state(out, "no signal is missed", result.lawHolds(SIGNALS));
    }
}
