package dev.tvar.stm.testing.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plain locks. A transfer knows its two accounts in advance: it acquires a gate in shared mode and
 * then the locks of both accounts, the older account first. The accesses of a general transaction are
 * unknown in advance: it acquires the gate in exclusive mode, so that no other transaction runs, and
 * saves the old values to restore them if its body throws.
 */
final class LockEngine implements Engine {
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final AtomicLong nextOrder = new AtomicLong();

    @Override
    public String name() {
        return "locks";
    }

    @Override
    public String product() {
        return "java.util.concurrent.locks";
    }

    @Override
    public Variable variable(long initial) {
        return new Guarded(nextOrder.getAndIncrement(), initial);
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return alone(body);
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return alone(body);
    }

    private <R extends @Nullable Object> R alone(Function<? super Transaction, ? extends R> body) {
        Lock alone = gate.writeLock();
        alone.lock();
        Undoable tx = new Undoable();
        boolean done = false;
        try {
            R result = body.apply(tx);
            done = true;
            return result;
        } finally {
            if (!done) {
                tx.undo();
            }
            alone.unlock();
        }
    }

    @Override
    public boolean transfer(Variable from, Variable to, long amount) {
        Checks.notNegative(amount);
        Guarded payer = (Guarded) from;
        Guarded receiver = (Guarded) to;
        Guarded first = payer.order <= receiver.order ? payer : receiver;
        Guarded second = first == payer ? receiver : payer;
        Lock shared = gate.readLock();
        shared.lock();
        first.lock.lock();
        second.lock.lock();
        try {
            if (payer.value < amount) {
                return false;
            }
            payer.value -= amount;
            receiver.value += amount;
            return true;
        } finally {
            second.lock.unlock();
            first.lock.unlock();
            shared.unlock();
        }
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(0);
    }

    /** Guarded by the gate in exclusive mode, or by the gate in shared mode together with {@link #lock}. */
    private static final class Guarded implements Variable {
        final long order;
        final ReentrantLock lock = new ReentrantLock();
        long value;

        Guarded(long order, long value) {
            this.order = order;
            this.value = value;
        }
    }

    private static final class Undoable implements Transaction {
        private final Deque<Runnable> undo = new ArrayDeque<>();

        @Override
        public long get(Variable variable) {
            return ((Guarded) variable).value;
        }

        @Override
        public void set(Variable variable, long value) {
            Guarded guarded = (Guarded) variable;
            long old = guarded.value;
            undo.push(() -> guarded.value = old);
            guarded.value = value;
        }

        void undo() {
            undo.forEach(Runnable::run);
        }
    }
}
