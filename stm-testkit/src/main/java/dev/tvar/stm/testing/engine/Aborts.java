package dev.tvar.stm.testing.engine;

import java.util.concurrent.atomic.LongAdder;

/** Counts the aborted attempts of an engine: the runs of each body except the last. */
final class Aborts {
    private final LongAdder count = new LongAdder();

    /** One call of a transaction, by one thread; closed when the call ends. */
    final class Call implements AutoCloseable {
        private int attempts;

        /** The body begins. */
        void attempt() {
            attempts++;
        }

        @Override
        public void close() {
            if (attempts > 1) {
                count.add(attempts - 1);
            }
        }
    }

    Call call() {
        return new Call();
    }

    long count() {
        return count.sum();
    }
}
