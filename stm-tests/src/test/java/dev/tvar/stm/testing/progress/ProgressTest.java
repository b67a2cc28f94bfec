package dev.tvar.stm.testing.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final TestThreads threads = new TestThreads();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void twoTransactionsThatTakeTurnsByRetryBothFinish() {
        TVar<Integer> turn = TVar.of(0);
        int rounds = 3_000;
        for (int i = 0; i < 2; i++) {
            int me = i;
            threads.start(() -> {
                for (int round = 0; round < rounds; round++) {
                    STM.run(tx -> {
                        tx.check(turn.get(tx) % 2 == me);
                        turn.update(tx, n -> n + 1);
                    });
                }
            });
        }
        threads.join();
        assertEquals(2 * rounds, turn.now());
    }

    @Test
    void longReaderAgainstHotWritersFinishes() {
        List<TVar<Integer>> cells =
                IntStream.range(0, 2_000).mapToObj(i -> TVar.of(0)).toList();
        TVar<Integer> sum = TVar.of(0);
        threads.start(2, () -> {
            for (int i = 0; !done.get(); i++) {
                TVar<Integer> cell = cells.get(i % cells.size());
                STM.run(tx -> cell.update(tx, n -> n + 1));
            }
        });
        List<Integer> attempts = new ArrayList<>();
        threads.start(() -> {
            for (int i = 0; i < 10; i++) {
                int[] runs = {0};
                STM.run(tx -> {
                    runs[0]++;
                    int total = 0;
                    for (TVar<Integer> cell : cells) {
                        total += cell.get(tx);
                    }
                    sum.set(tx, total);
                });
                attempts.add(runs[0]);
            }
            done.set(true);
        });
        threads.join();
        assertTrue(attempts.stream().allMatch(n -> n <= STM.ATTEMPTS_BEFORE_TICKET + 1), () -> "attempts: " + attempts);
    }

    /** Every attempt except the one that holds the ticket is certain to lose. */
    @Test
    void aTransactionThatAlwaysLosesCommitsWithTheTicket() {
        TVar<Integer> hot = TVar.of(0);
        int[] runs = {0};
        STM.run(tx -> {
            int seen = hot.get(tx);
            if (++runs[0] <= STM.ATTEMPTS_BEFORE_TICKET) {
                TestThreads.elsewhere(() -> STM.run(in -> hot.update(in, n -> n + 1)));
            }
            hot.set(tx, seen + 1);
        });
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET + 1, runs[0]);
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET + 1, hot.now());
    }

    private static boolean isRunnable(Thread thread) {
        return thread.getState() == Thread.State.RUNNABLE;
    }

    @Test
    void underTheTicketNoOtherWriterGetsInBetween() {
        TVar<Integer> hot = TVar.of(0);
        TestThreads others = new TestThreads();
        int[] runs = {0};
        STM.run(tx -> {
            int seen = hot.get(tx);
            if (++runs[0] <= STM.ATTEMPTS_BEFORE_TICKET) {
                TestThreads.elsewhere(() -> STM.run(in -> hot.update(in, n -> n + 1)));
            } else {
                int[] tries = {0};
                Thread other = others.start(() -> STM.run(in -> {
                    tries[0]++;
                    hot.update(in, n -> n + 1);
                }));
                TestThreads.until("the other one has tried, and gives way", () -> tries[0] > 0 && !isRunnable(other));
                assertEquals(seen, hot.now());
            }
            hot.set(tx, seen + 1);
        });
        others.join();
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET + 1, runs[0]);
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET + 2, hot.now());
    }

    @Test
    void transactionsThatAlwaysConflictAllCommit() {
        TVar<Integer> hot = TVar.of(0);
        List<Integer> most = java.util.Collections.synchronizedList(new ArrayList<>());
        threads.start(6, () -> {
            int max = 0;
            for (int i = 0; i < 200; i++) {
                int[] runs = {0};
                STM.run(tx -> {
                    runs[0]++;
                    int seen = hot.get(tx);
                    Thread.yield(); // invites the others in
                    hot.set(tx, seen + 1);
                });
                max = Math.max(max, runs[0]);
            }
            most.add(max);
        });
        threads.join();
        assertEquals(1_200, hot.now());
        assertTrue(most.stream().allMatch(n -> n <= STM.ATTEMPTS_BEFORE_TICKET + 1), () -> "attempts: " + most);
    }

    /** A reader that reverses a list inside its transaction, against writers who push whole bursts (GHC's TQueue). */
    @Test
    void aReaderAgainstBurstsFinishes() {
        TVar<List<Integer>> front = TVar.of(List.of());
        TVar<List<Integer>> back = TVar.of(List.of());
        int bursts = 200;
        int size = 50;
        threads.start(() -> {
            for (int burst = 0; burst < bursts; burst++) {
                int first = burst * size;
                STM.run(tx -> {
                    List<Integer> longer = new ArrayList<>(back.get(tx));
                    IntStream.range(first, first + size).forEach(longer::add);
                    back.set(tx, List.copyOf(longer));
                });
            }
        });
        threads.start(() -> {
            for (int i = 0; i < bursts * size; i++) {
                int expected = i;
                int taken = STM.atomically(tx -> {
                    if (front.get(tx).isEmpty()) {
                        tx.check(!back.get(tx).isEmpty());
                        front.set(tx, back.getAndSet(tx, List.of()));
                    }
                    List<Integer> now = front.get(tx);
                    front.set(tx, now.subList(1, now.size()));
                    return now.get(0);
                });
                assertEquals(expected, taken);
            }
        });
        threads.join();
    }

    @Test
    void transactionsInOppositeOrderDoNotDeadlock() {
        TLong a = TLong.of(0);
        TLong b = TLong.of(0);
        for (int i = 0; i < 4; i++) {
            TLong first = i % 2 == 0 ? a : b;
            TLong second = i % 2 == 0 ? b : a;
            threads.start(() -> {
                for (int round = 0; round < 5_000; round++) {
                    STM.run(tx -> {
                        first.add(tx, 1);
                        second.add(tx, -1);
                    });
                    STM.run(tx -> second.set(tx, second.get(tx) + first.get(tx) * 0));
                }
            });
        }
        threads.join();
        assertEquals(0, a.now() + b.now());
    }
}
