package dev.tvar.stm.testing.queue;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts how often a body has to run if another transaction commits in the middle of its first attempt. */
public final class Attempts {
    private Attempts() {}

    /**
     * Runs {@code mine}; before its first attempt ends, {@code others} is committed by another thread.
     *
     * @return 1 if they do not conflict, 2 if they do
     */
    public static int of(Consumer<Txn> mine, TxnAction<RuntimeException> others) {
        AtomicInteger attempts = new AtomicInteger();
        STM.run(tx -> {
            mine.accept(tx);
            if (attempts.incrementAndGet() == 1) {
                TestThreads.elsewhere(() -> STM.run(others));
            }
        });
        return attempts.get();
    }
}
