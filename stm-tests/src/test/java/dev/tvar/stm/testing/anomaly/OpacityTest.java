package dev.tvar.stm.testing.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The values that bodies see while other transactions commit, also in attempts that will fail. */
class OpacityTest {
    private static final int READS = 20_000;

    private final TVar<Integer> x = TVar.of(0);
    private final TVar<Integer> y = TVar.of(0);
    private final TLong n = TLong.of(0);
    private final TestThreads threads = new TestThreads();
    private final AtomicBoolean done = new AtomicBoolean();

    private void writeUntilDone() {
        while (!done.get()) {
            STM.run(tx -> {
                int next = x.get(tx) + 1;
                x.set(tx, next);
                n.add(tx, 1);
                y.set(tx, next);
            });
        }
    }

    private void readConcurrentlyWithAWriter(TestThreads.Job reader) {
        threads.start(this::writeUntilDone);
        threads.start(() -> {
            try {
                for (int i = 0; i < READS; i++) {
                    reader.run();
                }
            } finally {
                done.set(true);
            }
        });
        threads.join();
    }

    @Test
    void halfACommitIsNeverVisible() {
        readConcurrentlyWithAWriter(() -> STM.run(tx -> {
            int seen = x.get(tx);
            assertEquals(seen, n.get(tx));
            assertEquals(seen, y.get(tx));
        }));
    }

    @Test
    void halfACommitIsNeverVisibleToAWriter() {
        TVar<Integer> sum = TVar.of(0);
        readConcurrentlyWithAWriter(() -> STM.run(tx -> {
            int seen = y.get(tx);
            assertEquals(seen, x.get(tx));
            sum.set(tx, seen + (int) n.get(tx));
        }));
        assertEquals(0, sum.now() % 2);
    }

    @Test
    void halfACommitIsNeverVisibleToASnapshot() {
        readConcurrentlyWithAWriter(() -> STM.snapshot(tx -> {
            int seen = y.get(tx);
            assertEquals(seen, x.get(tx));
            assertEquals(seen, n.get(tx));
            return seen;
        }));
    }

    @Test
    void anImpossibleStateNeverSendsABodyIntoAnEndlessLoop() {
        readConcurrentlyWithAWriter(() -> STM.run(tx -> {
            int seen = x.get(tx);
            int rounds = 0;
            while (seen != y.get(tx)) { // endless in an engine that lets doomed attempts see two instants
                if (++rounds > 1_000_000) {
                    throw new AssertionError("x is " + seen + " and y is " + y.get(tx));
                }
            }
        }));
    }

    @Test
    void commitsOfOneThreadAreSeenInOrderByNow() {
        readConcurrentlyWithAWriter(() -> {
            int seenY = y.now();
            long seenN = n.now();
            int seenX = x.now();
            if (seenN < seenY || seenX < seenN) {
                throw new AssertionError("now() went back: " + seenY + ", " + seenN + ", " + seenX);
            }
        });
    }

    @Test
    void aCommittedWriteIsVisibleToEveryLaterTransaction() {
        TVar<Integer> told = TVar.of(0);
        threads.start(() -> {
            for (int i = 1; i <= READS; i++) {
                int next = i;
                STM.run(tx -> x.set(tx, next));
                STM.run(tx -> told.set(tx, next)); // starts after the first has ended
            }
            done.set(true);
        });
        threads.start(() -> {
            while (!done.get()) {
                int heard = told.now();
                assertAtLeast(heard, x.now());
                heard = STM.atomically(told::get);
                assertAtLeast(heard, STM.atomically(x::get));
                heard = STM.snapshot(told::get);
                assertAtLeast(heard, STM.snapshot(x::get));
                STM.run(tx -> assertAtLeast(told.get(tx), x.get(tx)));
            }
        });
        threads.join();
    }

    private static void assertAtLeast(int atLeast, int seen) {
        if (seen < atLeast) {
            throw new AssertionError("saw " + seen + " although " + atLeast + " was committed before");
        }
    }

    @Test
    void moneyIsConservedInEveryView() {
        List<TLong> accounts =
                IntStream.range(0, 8).mapToObj(i -> TLong.of(100)).toList();
        threads.start(2, () -> {
            for (int i = 0; !done.get(); i++) {
                TLong from = accounts.get(i % 8);
                TLong to = accounts.get((i * 5 + 3) % 8);
                STM.run(tx -> {
                    if (from.isAtLeast(tx, 7)) {
                        from.add(tx, -7);
                        to.add(tx, 7);
                    }
                });
            }
        });
        threads.start(() -> {
            for (int i = 0; i < 5_000; i++) {
                STM.run(tx -> assertEquals(
                        800, accounts.stream().mapToLong(a -> a.get(tx)).sum()));
                assertEquals(800, STM.<Long, RuntimeException>snapshot(tx -> accounts.stream()
                        .mapToLong(a -> a.get(tx))
                        .sum()));
            }
            done.set(true);
        });
        threads.join();
        accounts.forEach(account -> assertAtLeast(0, (int) account.now()));
    }
}
