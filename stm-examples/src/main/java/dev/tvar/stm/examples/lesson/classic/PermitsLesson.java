package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A semaphore is a number that {@code check} does not let fall below zero; a re-entrant lock is an owner and a depth, in
 * {@link ReentrantTLock}.
 */
public final class PermitsLesson implements Lesson {
    private static final Card CARD = Card.of("B6", "permits", "a semaphore and a re-entrant lock, made of variables")
            .asks("What are a semaphore and a lock, if a transaction can wait for any condition?")
            .shows(
                    "two lines each; check-then-act makes permits negative, a lock without owner locks its own thread out")
            .threads("threads", 1, 8, 32);

    static final int PERMITS = 3;
    private static final int TURNS = 16_000;
    private static final Duration PATIENCE = Duration.ofMillis(20);

    /** The least number of permits and the greatest number of holders; the count of all threads under the lock. */
    record Result(long fewestPermits, int mostInside, long counted) {
        boolean lawHolds(long increments) {
            return fewestPermits >= 0 && mostInside <= PERMITS && counted == increments;
        }
    }

    /** Takes a permit; waits until there is one. */
    static void acquire(Txn tx, TLong permits) {
        tx.check(permits.isAtLeast(tx, 1));
        permits.add(tx, -1);
    }

    /** Check, then act, with one permit for two threads. Returns the remaining permits. */
    static int lookThenAct() {
        int[] permits = {1};
        Steps steps = new Steps();
        Workers.runTogether(
                () -> {
                    boolean any = steps.at(1, () -> permits[0] > 0);
                    steps.at(3, () -> permits[0] -= any ? 1 : 0);
                },
                () -> {
                    boolean any = steps.at(2, () -> permits[0] > 0);
                    steps.at(4, () -> permits[0] -= any ? 1 : 0);
                });
        return permits[0];
    }

    /** A lock that does not know its owner, taken twice by the same thread. */
    static boolean locksItselfOut() {
        TVar<Boolean> held = TVar.named("held", false);
        STM.run(tx -> tx.check(!held.getAndSet(tx, true)));
        return STM.atomically(tx -> {
            boolean waits = held.getAndSet(tx, true);
            if (waits) {
                tx.retryFor(PATIENCE);
            }
            return waits;
        });
    }

    static Result play(int threads, int each) {
        TLong permits = TLong.named("permits", PERMITS);
        ReentrantTLock lock = new ReentrantTLock();
        AtomicLong fewest = new AtomicLong(PERMITS);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        long[] counted = {0};
        Workers.run(threads, worker -> {
            for (int i = 0; i < each; i++) {
                STM.run(tx -> acquire(tx, permits));
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                fewest.accumulateAndGet(permits.now(), Math::min);
                Thread.yield(); // lets other threads in
                inside.decrementAndGet();
                STM.run(tx -> permits.add(tx, 1));
                STM.run(lock::lock);
                countTwice(lock, counted);
                STM.run(lock::unlock);
            }
        });
        return new Result(fewest.get(), most.get(), counted[0]);
    }

    /** Acquires a lock that the caller holds already. */
    private static void countTwice(ReentrantTLock lock, long[] counted) {
        STM.run(lock::lock);
        counted[0] += 2;
        STM.run(lock::unlock);
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        new Columns("wrong version", "what happens")
                .left(1)
                .row("check, then act", "two find the last permit; there are " + lookThenAct() + " then")
                .row(
                        "a lock without owner",
                        locksItselfOut() ? "locked twice by one thread, it waits for itself" : "no harm")
                .print(out);
        int threads = setup.threads();
        int each = TURNS / threads;
        Result result = play(threads, each);
        Text.heading(out, "With transactions, " + PERMITS + " permits:");
        new Columns("turns", "fewest permits", "most inside", "counted under the lock", "right")
                .row(threads * each, result.fewestPermits(), result.mostInside(), result.counted(), 2L * threads * each)
                .print(out);
        return Text.state(
                out,
                "permits are never negative, and one thread at a time holds the lock",
                result.lawHolds(2L * threads * each));
    }
}
