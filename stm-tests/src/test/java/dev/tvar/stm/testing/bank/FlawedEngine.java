package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.support.Limits;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A correct engine (one lock, no rollback) as the base of engines that are broken on purpose, each in one way. Where a
 * fault needs two threads to meet, they wait for each other: the fault shows in every run.
 */
class FlawedEngine implements Engine {
    final ReentrantLock lock = new ReentrantLock();

    @Override
    public String name() {
        return getClass().getSimpleName();
    }

    @Override
    public String product() {
        return "broken on purpose";
    }

    @Override
    public Variable variable(long initial) {
        return new Cell(new AtomicLong(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        lock.lock();
        try {
            return body.apply(new Direct());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return atomically(body);
    }

    static AtomicLong cell(Variable variable) {
        return ((Cell) variable).value;
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(Limits.SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no other thread arrived");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private record Cell(AtomicLong value) implements Variable {}

    private static final class Direct implements Transaction {
        @Override
        public long get(Variable variable) {
            return cell(variable).get();
        }

        @Override
        public void set(Variable variable, long value) {
            cell(variable).set(value);
        }
    }

    /** The place where the first two transfers meet; later ones pass. */
    private static final class MeetingPoint {
        private final AtomicInteger arrived = new AtomicInteger();
        private final CyclicBarrier barrier = new CyclicBarrier(2);

        void pass() {
            if (arrived.incrementAndGet() > 2) {
                return;
            }
            try {
                barrier.await(Limits.SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("no other thread arrived", e);
            }
        }
    }

    /** Reads, then writes, without excluding other threads in between. */
    static final class UnprotectedReadModifyWrite extends FlawedEngine {
        private final MeetingPoint between = new MeetingPoint();

        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            long funds = cell(from).get();
            long other = cell(to).get();
            between.pass();
            cell(from).set(funds - amount);
            cell(to).set(other + amount);
            return true;
        }
    }

    /** Checks the funds, and takes them later. */
    static final class CheckThenAct extends FlawedEngine {
        private final MeetingPoint between = new MeetingPoint();

        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            if (cell(from).get() < amount) {
                return false;
            }
            between.pass();
            return atomically(tx -> {
                tx.set(from, tx.get(from) - amount);
                tx.set(to, tx.get(to) + amount);
                return true;
            });
        }
    }

    /** A snapshot that continues reading after a concurrent transfer. */
    static final class TornSnapshot extends FlawedEngine {
        private final CountDownLatch firstRead = new CountDownLatch(1);
        private final CountDownLatch transferred = new CountDownLatch(1);

        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            await(firstRead);
            boolean done = super.transfer(from, to, amount);
            transferred.countDown();
            return done;
        }

        @Override
        public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
            return body.apply((View) variable -> {
                long value = cell(variable).get();
                firstRead.countDown();
                await(transferred);
                return value;
            });
        }
    }

    /** Runs each body once on wrong values, discards the result, and runs it again on the right ones. */
    static final class WrongValuesInFailedAttempts extends FlawedEngine {
        @Override
        public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
            body.apply((View) variable -> cell(variable).get() + 1);
            return super.snapshot(body);
        }
    }

    /** Credits a little less than it debits. */
    static final class LosesMoney extends FlawedEngine {
        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            boolean done = super.transfer(from, to, amount);
            if (done && amount > 0) {
                cell(to).decrementAndGet();
            }
            return done;
        }
    }

    /** Reports that a transfer failed, but performs it. */
    static final class Denies extends FlawedEngine {
        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            return !super.transfer(from, to, amount);
        }
    }

    /** Throws on a transfer of 13. */
    static final class Superstitious extends FlawedEngine {
        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            if (amount == 13) {
                throw new IllegalStateException("13");
            }
            return super.transfer(from, to, amount);
        }
    }

    /** Never returns from a transfer of 13, and holds the lock. */
    static final class Hangs extends FlawedEngine {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            return atomically(tx -> {
                while (amount == 13) {
                    waitForever();
                }
                return true;
            });
        }

        private void waitForever() {
            try {
                never.await();
            } catch (InterruptedException ignored) {
                // interrupts do not end it, as in a broken engine
            }
        }
    }
}
