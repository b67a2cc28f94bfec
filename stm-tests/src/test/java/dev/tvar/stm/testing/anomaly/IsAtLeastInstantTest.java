package dev.tvar.stm.testing.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The answers of isAtLeast belong to the same instant as everything else that a body sees, though the value may leave
 * and come back (the ABA problem of validation by value).
 */
class IsAtLeastInstantTest {
    private static final int ROUNDS = 20_000;

    /** Read between the others, so that validation takes a while. */
    private final TVar<?>[] others =
            Stream.generate(() -> TVar.of(0)).limit(400).toArray(TVar<?>[]::new);

    private final AtomicBoolean done = new AtomicBoolean();
    private final TestThreads threads = new TestThreads();

    /** Lets a random moment pass between two commits, so that each may fall on any step of the reader. */
    private static void pause() {
        int rounds = ThreadLocalRandom.current().nextInt(200);
        for (int round = 0; round < rounds; round++) {
            Thread.onSpinWait();
        }
    }

    private void readOthers(Txn tx) {
        for (TVar<?> other : others) {
            other.get(tx);
        }
    }

    private void beside(TestThreads.Job writer, TestThreads.Job reader) {
        threads.start(() -> {
            while (!done.get()) {
                writer.run();
            }
        });
        threads.start(() -> {
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    reader.run();
                }
            } finally {
                done.set(true);
            }
        });
        threads.join();
    }

    /** The states are (a, n, y) = (k, 10, k), (k, 0, k + 1), (k + 1, 10, k + 1) and so on. */
    @Test
    void anAnswerAndTheReadsAroundItBelongToOneInstant() {
        TVar<Integer> a = TVar.of(0);
        TLong n = TLong.of(10);
        TVar<Integer> y = TVar.of(0);
        beside(
                () -> {
                    STM.run(tx -> {
                        n.set(tx, 0);
                        y.update(tx, k -> k + 1);
                    });
                    pause();
                    STM.run(tx -> {
                        n.set(tx, 10);
                        a.update(tx, k -> k + 1);
                    });
                    pause();
                },
                () -> STM.run(tx -> {
                    int seenA = a.get(tx);
                    boolean high = n.isAtLeast(tx, 5);
                    readOthers(tx);
                    int seenY = y.get(tx);
                    assertEquals(high ? seenA : seenA + 1, seenY, () -> "saw n " + (high ? "high" : "low"));
                }));
    }

    /** At every instant all numbers are high exactly if y is even. */
    @Test
    void severalAnswersBelongToOneInstant() {
        TLong[] numbers = IntStream.range(0, 300).mapToObj(i -> TLong.of(1)).toArray(TLong[]::new);
        TLong first = numbers[0];
        TLong last = numbers[numbers.length - 1];
        TVar<Integer> y = TVar.of(0);
        beside(
                () -> {
                    STM.run(tx -> {
                        last.set(tx, 0);
                        y.update(tx, k -> k + 1);
                    });
                    pause();
                    STM.run(tx -> {
                        last.set(tx, 1);
                        first.set(tx, 0);
                    });
                    pause();
                    STM.run(tx -> {
                        first.set(tx, 1);
                        y.update(tx, k -> k + 1);
                    });
                },
                () -> STM.run(tx -> {
                    boolean all = true;
                    for (TLong number : numbers) {
                        all &= number.isAtLeast(tx, 1);
                    }
                    readOthers(tx);
                    assertEquals(y.get(tx) % 2 == 0, all);
                }));
    }

    /**
     * Write skew through an answer that no longer holds at the instant of the commit. In each generation the level is
     * lowered unless the flag was raised in it, and the flag is raised only while the level is high: so never both.
     */
    @Test
    void anAnswerHoldsAtTheInstantOfTheCommit() {
        TLong level = TLong.of(10);
        TVar<Integer> generation = TVar.of(0);
        TVar<Integer> flag = TVar.of(-1);
        BitSet lowered = new BitSet();
        beside(
                () -> {
                    int now = generation.now();
                    boolean lower = STM.atomically(tx -> {
                        boolean raised = flag.get(tx) == now;
                        level.set(tx, raised ? 10 : 0);
                        return !raised;
                    });
                    lowered.set(now, lower);
                    pause();
                    STM.run(tx -> {
                        level.set(tx, 10);
                        generation.set(tx, now + 1);
                    });
                    pause();
                    int raisedIn = flag.now();
                    if (raisedIn >= 0 && lowered.get(raisedIn)) {
                        throw new AssertionError("raised and lowered in generation " + raisedIn);
                    }
                },
                () -> STM.run(tx -> {
                    int now = generation.get(tx);
                    boolean high = level.isAtLeast(tx, 5);
                    readOthers(tx);
                    if (high) {
                        flag.set(tx, now);
                    }
                }));
    }
}
