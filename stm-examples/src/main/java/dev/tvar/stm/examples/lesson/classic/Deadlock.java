package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.LockStep;
import dev.tvar.stm.examples.support.Workers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Two transfers in opposite directions. Both hold their first account when they request their second. */
final class Deadlock {
    static final long PATIENCE_MILLIS = 20;
    private static final long OPENING = 100;
    private static final long AMOUNT = 10;

    /** The number of transfers made, of two; the final total. */
    record Result(int made, long total) {}

    private Deadlock() {}

    /** A lock per account, in the order of the transfer; with a time limit, since otherwise it would never end. */
    static Result withLocks() {
        List<ReentrantLock> locks = List.of(new ReentrantLock(), new ReentrantLock());
        long[] balances = {OPENING, OPENING};
        LockStep step = new LockStep(2);
        AtomicInteger made = new AtomicInteger();
        Workers.run(2, me -> {
            int friend = 1 - me;
            locks.get(me).lock();
            try {
                step.await();
                if (Locks.tryLock(locks.get(friend), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    balances[me] -= AMOUNT;
                    balances[friend] += AMOUNT;
                    made.incrementAndGet();
                    locks.get(friend).unlock();
                }
                step.await(); // neither releases its lock before both have given up
            } finally {
                locks.get(me).unlock();
            }
        });
        return new Result(made.get(), balances[0] + balances[1]);
    }

    /** In transactions: both have changed their first account when they change their second. */
    static Result withTransactions() {
        List<TLong> accounts = List.of(TLong.named("left", OPENING), TLong.named("right", OPENING));
        LockStep step = new LockStep(2);
        AtomicInteger made = new AtomicInteger();
        Workers.run(2, me -> {
            boolean[] met = {false};
            STM.run(tx -> {
                TLong own = accounts.get(me);
                own.set(tx, own.get(tx) - AMOUNT);
                if (!met[0]) {
                    met[0] = true;
                    step.await();
                }
                TLong friends = accounts.get(1 - me);
                friends.set(tx, friends.get(tx) + AMOUNT);
            });
            made.incrementAndGet();
        });
        return new Result(made.get(), accounts.get(0).now() + accounts.get(1).now());
    }
}
