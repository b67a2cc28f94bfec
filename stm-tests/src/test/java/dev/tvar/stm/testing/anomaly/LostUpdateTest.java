package dev.tvar.stm.testing.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LostUpdateTest {
    private final TVar<Integer> counter = TVar.of(0);
    private final AtomicInteger attempts = new AtomicInteger();

    /** During the first attempt, another transaction increments the counter. */
    private void foreignCommitOnce() {
        if (attempts.incrementAndGet() == 1) {
            TestThreads.elsewhere(() -> STM.run(tx -> counter.update(tx, n -> n + 1)));
        }
    }

    private void assertBothCounted() {
        assertEquals(2, counter.now());
        assertEquals(2, attempts.get());
    }

    @Test
    void outerReadThenWriteLosesNoForeignUpdate() {
        STM.run(tx -> {
            int seen = counter.get(tx);
            foreignCommitOnce();
            counter.set(tx, seen + 1);
        });
        assertBothCounted();
    }

    @Test
    void outerReadThenNestedWriteLosesNoForeignUpdate() {
        STM.run(tx -> {
            int seen = counter.get(tx);
            foreignCommitOnce();
            tx.nested(in -> counter.getAndSet(in, seen + 1));
        });
        assertBothCounted();
    }

    @Test
    void outerReadThenJoinedWriteLosesNoForeignUpdate() {
        STM.run(tx -> {
            int seen = counter.get(tx);
            foreignCommitOnce();
            STM.run(in -> counter.set(in, seen + 1));
        });
        assertBothCounted();
    }

    @Test
    void outerReadThenWriteInTheLeftBranchLosesNoForeignUpdate() {
        STM.run(tx -> {
            int seen = counter.get(tx);
            foreignCommitOnce();
            tx.orElse(in -> counter.getAndSet(in, seen + 1), Txn::retry);
        });
        assertBothCounted();
    }

    @Test
    void outerReadThenWriteInTheRightBranchLosesNoForeignUpdate() {
        STM.run(tx -> {
            int seen = counter.get(tx);
            tx.orElse(
                    in -> {
                        counter.set(in, -1);
                        return in.retry();
                    },
                    in -> {
                        foreignCommitOnce();
                        return counter.getAndSet(in, seen + 1);
                    });
        });
        assertBothCounted();
    }

    @Test
    void readOfABranchThatRetriedIsStillARead() {
        TVar<Integer> answer = TVar.of(-1);
        STM.run(tx -> {
            int[] seen = {0};
            tx.orElse(
                    in -> {
                        seen[0] = counter.get(in);
                        return in.retry();
                    },
                    in -> {
                        foreignCommitOnce();
                        return answer.getAndSet(in, seen[0]);
                    });
        });
        assertEquals(counter.now(), answer.now(), "decided on a value that was no longer there");
    }

    @Test
    void readOfANestedPartThatFailedIsStillARead() {
        TVar<Integer> answer = TVar.of(-1);
        STM.run(tx -> {
            int seen = 0;
            try {
                tx.nested(in -> {
                    throw new Seen(counter.get(in));
                });
            } catch (Seen e) {
                seen = e.value;
            }
            foreignCommitOnce();
            answer.set(tx, seen);
        });
        assertEquals(counter.now(), answer.now(), "decided on a value that was no longer there");
    }

    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int value;

        Seen(int value) {
            this.value = value;
        }
    }

    @Test
    void noIncrementIsLostHoweverItIsWritten() {
        TVar<Integer> boxed = TVar.of(0);
        TLong read = TLong.of(0);
        TLong added = TLong.of(0);
        TestThreads threads = new TestThreads();
        threads.start(4, () -> {
            for (int i = 0; i < 5_000; i++) {
                STM.run(tx -> {
                    boxed.update(tx, n -> n + 1);
                    added.add(tx, 1);
                    read.set(tx, read.get(tx) + 1);
                });
            }
        });
        threads.join();
        assertEquals(20_000, boxed.now());
        assertEquals(20_000, read.now());
        assertEquals(20_000, added.now());
    }
}
