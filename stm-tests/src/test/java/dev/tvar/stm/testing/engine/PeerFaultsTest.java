package dev.tvar.stm.testing.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import clojure.lang.AFn;
import clojure.lang.LockingTransaction;
import clojure.lang.Ref;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.Limits;
import org.junit.jupiter.api.Test;
import org.multiverse.api.GlobalStmInstance;
import org.multiverse.api.Stm;
import org.multiverse.api.StmUtils;
import org.multiverse.api.TxnExecutor;
import org.multiverse.api.callables.TxnCallable;
import org.multiverse.api.callables.TxnVoidCallable;
import org.multiverse.api.exceptions.DeadTxnException;
import org.multiverse.api.references.TxnLong;

/** Faults of other engines that need more than the common interface to show, each next to the behaviour of this library. */
final class PeerFaultsTest {

    /** x=0 y=0. atomic { { if x=0 retry } orElse { set y=1 } }. */
    @Test
    void theRightBranchAfterARetryIsDeadInMultiverse070() {
        TxnLong x = StmUtils.newTxnLong(0);
        TxnLong y = StmUtils.newTxnLong(0);
        TxnVoidCallable left = tx -> {
            if (x.get(tx) == 0) {
                tx.retry();
            }
        };
        TxnVoidCallable right = tx -> y.set(tx, 1);
        assertThrows(
                DeadTxnException.class, () -> StmUtils.atomic((TxnVoidCallable) tx -> StmUtils.atomic(left, right)));
        assertEquals(0, y.atomicGet());
        note("RIGHT_BRANCH_RUNS", "multiverse", "THREW", "DeadTxnException by {if x=0 retry} orElse {set y=1}");
    }

    @Test
    void theRightBranchAfterARetryRunsHere() {
        TLong x = TLong.of(0);
        TLong y = TLong.of(0);
        STM.atomically(STM.orElse(
                tx -> {
                    tx.check(x.get(tx) != 0);
                    return true;
                },
                tx -> {
                    y.set(tx, 1);
                    return true;
                }));
        assertEquals(1, y.now());
        note("RIGHT_BRANCH_RUNS", "tlong", "holds", "");
    }

    /** x=0. atomic { get y; get x; throw }, then atomic { set x=1 }, in one thread alone, with a new executor. Found by {@code ./stm prove}. */
    @Test
    void aWriteAfterABodyThatThrewIsLostInMultiverse070() {
        TxnLong x = StmUtils.newTxnLong(0);
        TxnLong y = StmUtils.newTxnLong(0);
        IllegalStateException thrown = new IllegalStateException("from the body");
        TxnVoidCallable failing = tx -> {
            y.get(tx);
            x.get(tx);
            throw thrown;
        };
        TxnExecutor fresh =
                GlobalStmInstance.getGlobalStmInstance().newTxnFactoryBuilder().newTxnExecutor();
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> fresh.execute(failing)));
        fresh.execute((TxnVoidCallable) tx -> x.set(tx, 1));
        assertEquals(0, x.atomicGet());
        note("WRITE_AFTER_FAILURE", "multiverse", "SHOWN", "x=0 by {get y; get x; throw}; {set x=1} in one thread");
    }

    /** x=0 y=0. atomic { get y; set x=1; throw }, then atomic { get y; get x }, in one thread alone, with new executors. */
    @Test
    void aSnapshotAfterABodyThatThrewSeesItsWritesInMultiverse070() {
        TxnLong x = StmUtils.newTxnLong(0);
        TxnLong y = StmUtils.newTxnLong(0);
        Stm stm = GlobalStmInstance.getGlobalStmInstance();
        TxnExecutor updates = stm.newTxnFactoryBuilder().newTxnExecutor();
        TxnExecutor reads = stm.newTxnFactoryBuilder().setReadonly(true).newTxnExecutor();
        assertThrows(
                IllegalStateException.class,
                () -> updates.execute((TxnVoidCallable) tx -> {
                    x.set(tx, y.get(tx) + 1);
                    throw new IllegalStateException("from the body");
                }));
        long seen = reads.execute((TxnCallable<Long>) tx -> y.get(tx) * 10 + x.get(tx));
        assertEquals(1, seen, "what was never committed");
        assertEquals(0, x.atomicGet());
        note(
                "READ_AFTER_FAILURE",
                "multiverse",
                "SHOWN",
                "x=1 by {get y; set x=1; throw}; {get y; get x} in one thread");
    }

    @Test
    void aSnapshotAfterABodyThatThrewSeesNoneOfItsWritesHere() {
        TLong x = TLong.of(0);
        TLong y = TLong.of(0);
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    x.set(tx, y.get(tx) + 1);
                    throw new IllegalStateException("from the body");
                }));
        assertEquals(0, STM.<Long, RuntimeException>snapshot(tx -> y.get(tx) * 10 + x.get(tx)));
        note("READ_AFTER_FAILURE", "tlong", "holds", "");
    }

    @Test
    void aWriteAfterABodyThatThrewIsThereHere() {
        TLong x = TLong.of(0);
        TLong y = TLong.of(0);
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    y.get(tx);
                    x.get(tx);
                    throw new IllegalStateException("from the body");
                }));
        STM.run(tx -> x.set(tx, 1));
        assertEquals(1, x.now());
        note("WRITE_AFTER_FAILURE", "tlong", "holds", "");
    }

    /** x=0, a watch on x throws. atomic { set x=1 } throws, too, and x=1. */
    @Test
    void aWatchThatThrowsLooksLikeAFailedCommitInClojure112() {
        Ref x = new Ref(0L);
        x.addWatch("watch", new AFn() {
            @Override
            public Object invoke(Object key, Object ref, Object before, Object after) {
                throw new IllegalStateException("from the watch");
            }
        });
        assertThrows(IllegalStateException.class, () -> LockingTransaction.runInTransaction(() -> x.set(1L)));
        assertEquals(1L, x.deref());
        note("COMMIT_RETURNS", "clojure", "SHOWN", "the call throws and x=1, by a watch that throws; set x=1");
    }

    @Test
    void aHookThatThrowsAfterCommitGoesToTheUncaughtHandlerHere() throws InterruptedException {
        TLong x = TLong.of(0);
        StringBuilder outcome = new StringBuilder(); // read after join
        Thread thread = new Thread(() -> {
            STM.run(tx -> {
                x.set(tx, 1);
                tx.afterCommit(() -> {
                    throw new IllegalStateException("from the hook");
                });
            });
            outcome.append("returned");
        });
        thread.setUncaughtExceptionHandler((where, thrown) -> outcome.append(thrown.getMessage() + ", "));
        thread.setDaemon(true);
        thread.start();
        thread.join(Limits.MILLIS);
        assertEquals("from the hook, returned", outcome.toString());
        assertEquals(1, x.now());
        note("COMMIT_RETURNS", "tlong", "holds", "");
    }

    private static void note(String property, String engineName, String word, String detail) {
        try (Engine engine = Engines.named(engineName)) {
            ResultTable.note(engine, property, word, detail);
        }
    }
}
