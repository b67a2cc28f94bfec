package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.TestThreads;

/** Runs things so close to the end of the stack that it overflows in them, at every possible place. */
final class StackLimit {
    static final int STACK_BYTES = 192 * 1024;
    static final int LEVELS = 250;

    /** Up to here in larger steps: enough even if these frames are compiled and those of the engine are not. */
    private static final int MOST_LEVELS = 750;

    private static final int LARGE_STEP = 20;
    private static final int ROUNDS = 4;

    private StackLimit() {}

    /**
     * Initialises every class of the engine: an overflow in a static initialiser would break that class
     * for good, which {@link FirstUseTest} covers.
     */
    static void useEverythingOnce() {
        TLong n = TLong.of(0);
        TVar<Integer> v = TVar.of(0);
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> tx.check(n.get(tx) > 0 && v.get(tx) > 0)));
        TestThreads.untilWaiting(waiter);
        STM.snapshot(tx -> {
            TestThreads.elsewhere(() -> STM.run(in -> {
                in.afterCommit(() -> {});
                in.afterRollback(() -> {});
                n.add(in, n.isAtLeast(in, 0) ? 1 : 2);
                in.orElse(Txn::retry, deep -> v.getAndSet(deep, 1));
            }));
            return n.get(tx) + v.get(tx);
        });
        threads.join();
        TLong bounded = TLong.bounded(0, Bounds.atLeast(0));
        assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> bounded.add(tx, -1)));
    }

    /** Recurses to the end of the stack, and runs the action where {@code framesFree} frames are free again. */
    static int goTo(int framesFree, Runnable action) {
        int left;
        try {
            left = goTo(framesFree, action);
        } catch (StackOverflowError e) {
            left = framesFree;
        }
        if (left == 0) {
            action.run();
        }
        return left - 1;
    }

    /** Runs the action with 0, 1, 2... frames free, and the check after each on a stack with room. */
    static void sweep(Runnable action, Runnable check) {
        TestThreads threads = new TestThreads();
        threads.startWithStack(STACK_BYTES, () -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (int level = 0; level < MOST_LEVELS; level += level < LEVELS ? 1 : LARGE_STEP) {
                    goTo(level, action);
                    TestThreads.elsewhere(check::run); // this thread would wait forever for a lock that was left behind
                }
            }
        });
        threads.join();
    }
}
