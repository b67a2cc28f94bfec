package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookTest {
    private final TVar<Integer> x = TVar.of(0);
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static final class Mine extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void hooks(Txn tx, String name) {
        tx.afterCommit(() -> log.add(name + " committed"));
        tx.afterRollback(() -> log.add(name + " rolled back"));
    }

    @Test
    void hooksRunOnceAfterTheOutcomeInOrder() {
        STM.run(tx -> {
            x.set(tx, 1);
            hooks(tx, "a");
            tx.afterCommit(() -> log.add("x is " + x.now()));
            hooks(tx, "b");
            log.add("body");
        });
        assertEquals(List.of("body", "a committed", "x is 1", "b committed"), log);
    }

    @Test
    void rollbackHooksRunLastOneFirst() {
        assertThrows(
                Mine.class,
                () -> STM.run(tx -> {
                    x.set(tx, 1);
                    hooks(tx, "a");
                    tx.afterRollback(() -> log.add("x is " + x.now()));
                    hooks(tx, "b");
                    throw new Mine();
                }));
        assertEquals(List.of("b rolled back", "x is 0", "a rolled back"), log);
    }

    @Test
    void aConflictRunsTheRollbackHooksOfItsAttempt() {
        int[] attempts = {0};
        STM.run(tx -> {
            int seen = x.get(tx);
            hooks(tx, "attempt " + ++attempts[0]);
            if (attempts[0] == 1) {
                TestThreads.elsewhere(() -> STM.run(in -> x.set(in, 5)));
            }
            x.set(tx, seen + 1);
        });
        assertEquals(List.of("attempt 1 rolled back", "attempt 2 committed"), log);
    }

    @Test
    void aRetryRunsTheRollbackHooksBeforeItWaits() {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> {
            hooks(tx, "saw " + x.get(tx));
            tx.check(x.get(tx) > 0);
        }));
        TestThreads.untilWaiting(waiter);
        assertEquals(List.of("saw 0 rolled back"), log);
        STM.run(tx -> x.set(tx, 1));
        threads.join();
        assertEquals(List.of("saw 0 rolled back", "saw 1 committed"), log);
    }

    @Test
    void hooksOfAnUndoneNestedPartAreDropped() {
        STM.run(tx -> {
            hooks(tx, "outer");
            assertThrows(
                    Mine.class,
                    () -> tx.nested(in -> {
                        hooks(in, "nested");
                        in.nested(deep -> {
                            hooks(deep, "deep");
                            return true;
                        });
                        throw new Mine();
                    }));
            tx.orElse(
                    in -> {
                        hooks(in, "left");
                        return in.retry();
                    },
                    in -> {
                        hooks(in, "right");
                        return true;
                    });
        });
        assertEquals(List.of("outer committed", "right committed"), log);
    }

    @Test
    void hooksOfAJoinedTransactionWaitForTheOuterOne() {
        STM.run(tx -> {
            STM.run(in -> hooks(in, "joined"));
            assertEquals(List.of(), log);
        });
        assertEquals(List.of("joined committed"), log);
    }

    @Test
    void anOverflowAtCommitIsARollback() {
        dev.tvar.stm.TLong n = dev.tvar.stm.TLong.of(Long.MAX_VALUE);
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    n.add(tx, 1);
                    hooks(tx, "a");
                }));
        assertEquals(List.of("a rolled back"), log);
    }
}
