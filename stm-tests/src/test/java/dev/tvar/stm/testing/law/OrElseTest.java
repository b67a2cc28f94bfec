package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrElseTest {
    private final TVar<String> a = TVar.of("a0");
    private final TVar<String> b = TVar.of("b0");
    private final TLong n = TLong.of(0);

    @Test
    void leftBranchOfOrElseLeavesNothing() {
        List<String> hooks = new ArrayList<>();
        String result = STM.atomically(tx -> {
            a.set(tx, "a1");
            n.add(tx, 5);
            return tx.orElse(
                    in -> {
                        a.set(in, "left");
                        b.set(in, "left");
                        n.add(in, 100);
                        n.get(in);
                        in.afterCommit(() -> hooks.add("left"));
                        in.afterRollback(() -> hooks.add("left undone"));
                        return in.retry();
                    },
                    in -> {
                        assertEquals("a1", a.get(in));
                        assertEquals("b0", b.get(in));
                        assertEquals(5, n.get(in));
                        in.afterCommit(() -> hooks.add("right"));
                        return "right";
                    });
        });
        assertEquals("right", result);
        assertEquals("a1", a.now());
        assertEquals("b0", b.now());
        assertEquals(5, n.now());
        assertEquals(List.of("right"), hooks);
    }

    @Test
    void rightBranchAfterRetryIsAlive() {
        STM.run(tx -> {
            tx.orElse(Txn::retry, in -> {
                a.set(in, a.get(in) + "+");
                n.add(in, 1);
                return in.nested(deep -> b.getAndSet(deep, "b1"));
            });
            a.update(tx, s -> s + "!");
        });
        assertEquals("a0+!", a.now());
        assertEquals("b1", b.now());
        assertEquals(1, n.now());
    }

    @Test
    void aLeftBranchThatSucceedsIsKeptAndTheRightNotRun() {
        STM.run(tx -> tx.orElse(in -> a.getAndSet(in, "left"), in -> fail("the right branch ran")));
        assertEquals("left", a.now());
    }

    @Test
    void waiterWakesOnWhatTheLeftBranchRead() {
        assertWokenBy(a);
    }

    @Test
    void waiterWakesOnWhatTheRightBranchRead() {
        assertWokenBy(b);
    }

    private void assertWokenBy(TVar<String> changed) {
        TestThreads threads = new TestThreads();
        TxnBody<String, RuntimeException> left = tx -> await(tx, a, "left");
        TxnBody<String, RuntimeException> right = tx -> await(tx, b, "right");
        List<String> results = new ArrayList<>();
        Thread waiter = threads.start(() -> results.add(STM.atomically(STM.orElse(left, right))));
        TestThreads.untilWaiting(waiter);
        STM.run(tx -> changed.set(tx, "go"));
        threads.join();
        assertEquals(List.of(changed == a ? "left" : "right"), results);
    }

    private static String await(Txn tx, TVar<String> cell, String result) {
        tx.check(cell.get(tx).equals("go"));
        return result;
    }

    @Test
    void anExceptionInTheLeftBranchSkipsTheRight() {
        IOException thrown = assertThrows(
                IOException.class,
                () -> STM.<String, IOException>atomically(tx -> tx.<String, IOException>orElse(
                        in -> {
                            a.set(in, "left");
                            throw new IOException("left");
                        },
                        in -> fail("the right branch ran"))));
        assertEquals("left", thrown.getMessage());
        assertEquals("a0", a.now());
    }

    @Test
    void anExceptionInTheRightBranchUndoesThatBranchOnly() {
        STM.run(tx -> {
            a.set(tx, "a1");
            assertThrows(
                    IOException.class,
                    () -> tx.<String, IOException>orElse(Txn::retry, in -> {
                        a.set(in, "right");
                        b.set(in, "right");
                        throw new IOException();
                    }));
            assertEquals("a1", a.get(tx));
        });
        assertEquals("a1", a.now());
        assertEquals("b0", b.now());
    }

    @Test
    void theFirstOfManyBranchesThatSucceedsWins() {
        TxnBody<Integer, RuntimeException> never = tx -> {
            n.add(tx, 1_000);
            return tx.retry();
        };
        int result = STM.atomically(STM.orElse(never, never, never, tx -> 4, tx -> 5));
        assertEquals(4, result);
        assertEquals(0, n.now());
    }

    @Test
    void aChoiceCanBeUsedAgain() {
        TxnBody<Integer, RuntimeException> choice = STM.orElse(
                tx -> {
                    tx.check(n.get(tx) > 0);
                    return 1;
                },
                tx -> 2,
                tx -> 3);
        assertEquals(2, STM.atomically(choice));
        STM.run(tx -> n.set(tx, 1));
        assertEquals(1, STM.atomically(choice));
        STM.run(tx -> n.set(tx, 0));
        assertEquals(2, STM.atomically(choice));
    }

    @Test
    void aRetryInsideANestedPartOfTheLeftBranchReachesTheRight() {
        STM.run(tx -> tx.orElse(
                in -> in.nested(deep -> {
                    a.set(deep, "left");
                    return STM.atomically(Txn::<String>retry);
                }),
                in -> b.getAndSet(in, "right")));
        assertEquals("a0", a.now());
        assertEquals("right", b.now());
    }

    @Test
    void aLeftBranchThatSwallowsItsRetryHasRetried() {
        String result = STM.atomically(tx -> tx.orElse(
                in -> {
                    a.set(in, "left");
                    try {
                        in.retry();
                    } catch (Throwable swallowed) {
                        return "left";
                    }
                    return "never";
                },
                in -> a.get(in)));
        assertEquals("a0", result);
        assertEquals("a0", a.now());
    }
}
