package dev.tvar.stm.testing.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a session of diagnostics is open, every run of a body is counted as a commit or as an abort of its kind. */
class EveryAttemptIsCountedTest {
    private final Diagnostics diagnostics = STM.diagnostics();
    private final TxnExecutor slow = STM.with(TxnOptions.defaults().withName("slow"));
    private final TxnExecutor fast = STM.with(TxnOptions.defaults().withName("fast"));
    private final TVar<Integer> word = TVar.named("word", 0);
    private final TLong number = TLong.named("number", 0);

    @BeforeEach
    void forget() {
        diagnostics.reset();
    }

    /** Threads that overtake each other, wait for each other and fail: no run of a body goes uncounted, none counts twice. */
    @Test
    void everyRunOfABodyIsACommitOrAnAbort() {
        int pieces = 2_000;
        AtomicLong runs = new AtomicLong();
        AtomicLong calls = new AtomicLong();
        TestThreads threads = new TestThreads();
        Session session = diagnostics.enable();
        try {
            threads.start(2, () -> {
                for (int i = 0; i < pieces; i++) {
                    produce(i, runs);
                    calls.incrementAndGet();
                }
            });
            threads.start(2, () -> {
                for (int i = 0; i < pieces; i++) {
                    slow.run(tx -> {
                        runs.incrementAndGet();
                        tx.check(number.isAtLeast(tx, 1));
                        number.add(tx, -1);
                        word.update(tx, n -> n + 1);
                    });
                    calls.incrementAndGet();
                }
            });
            threads.join();
        } finally {
            session.close();
        }
        long aborts =
                Arrays.stream(AbortKind.values()).mapToLong(diagnostics::aborts).sum();
        long inTable = diagnostics.topConflicts(Integer.MAX_VALUE).stream()
                .mapToLong(Conflict::count)
                .sum();
        assertEquals(calls.get(), diagnostics.commits());
        assertEquals(runs.get(), diagnostics.commits() + aborts);
        assertEquals(diagnostics.aborts(), inTable);
        assertEquals(0, number.now());
        assertEquals(4 * pieces, word.now());
    }

    /** Every tenth one fails at first. */
    private void produce(int i, AtomicLong runs) {
        if (i % 10 == 0) {
            assertThrows(
                    IllegalStateException.class,
                    () -> fast.run(tx -> {
                        runs.incrementAndGet();
                        number.add(tx, 1);
                        throw new IllegalStateException();
                    }));
        }
        fast.run(tx -> {
            runs.incrementAndGet();
            word.update(tx, n -> n + 1);
            number.add(tx, 1);
        });
    }
}
