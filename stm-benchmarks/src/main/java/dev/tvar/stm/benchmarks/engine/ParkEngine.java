package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hand-offs with {@code park} and {@code unpark}: the least that waiting without spinning can cost. */
final class ParkEngine implements Engine {
    @Override
    public Places places(int count) {
        Place[] places = Stream.generate(Place::new).limit(count).toArray(Place[]::new);
        return new Places() {
            @Override
            public void put(int place, long number) {
                places[place].put(number);
            }

            @Override
            public long take(int place) {
                return places[place].take();
            }
        };
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

    /** One thread puts and one takes, so at most one waits. */
    private static final class Place {
        private final AtomicLong held = new AtomicLong();
        private volatile @Nullable Thread waiter;

        private void put(long number) {
            awaitThat(true);
            held.set(number);
            wake();
        }

        private long take() {
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
}
