package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** {@code park} and {@code unpark}: the lower bound for waiting without spinning. */
final class ParkAdapter implements Adapter {
    @Override
    public Slot slot() {
        return new ParkSlot();
    }

    private static final class ParkSlot implements Slot {
        private final AtomicLong held = new AtomicLong();

        /** One thread puts and one takes, so at most one waits. */
        private volatile @Nullable Thread waiter;

        @Override
        public void put(long number) {
            awaitThat(true);
            held.set(number);
            wake();
        }

        @Override
        public long take() {
            awaitThat(false);
            long number = held.getAndSet(0);
            wake();
            return number;
        }

        private void awaitThat(boolean empty) {
            if ((held.get() == 0) == empty) {
                return;
            }
            waiter = Thread.currentThread();
            while ((held.get() == 0) != empty) {
                LockSupport.park(this);
            }
            waiter = null;
        }

        private void wake() {
            Thread present = waiter;
            if (present != null) {
                LockSupport.unpark(present);
            }
        }
    }

    @Override
    public Gate gate() {
        return new ParkGate();
    }

    private static final class ParkGate implements Gate {
        private volatile boolean open;

        @Override
        public void pass() {
            while (!open) {
                LockSupport.park();
            }
        }

        @Override
        public void open(Thread[] waiting) {
            open = true;
            for (Thread thread : waiting) {
                LockSupport.unpark(thread);
            }
        }
    }
}
