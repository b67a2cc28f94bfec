package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.VersionMove;
import dev.tvar.stm.testing.support.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key as a transactional variable and as a checkout: each sees what the other committed. */
class StoreVariableTest {
    private final TStore store = TStore.create();
    private final TVar<Long> variable = store.var("n", Long.class);

    @Test
    void theVariableOfAnUnknownKeyIsNullAndCommitsNothing() {
        assertNull(variable.now());
        assertEquals(0, store.version("n"));
        assertSame(variable, store.var("n", long.class));
    }

    @Test
    void theVariableSeesCommitsOfCheckouts() {
        Stores.commit(store, "n", 5L);
        assertEquals(5L, variable.now());
        assertEquals(5L, (long) STM.atomically(tx -> variable.get(tx)));
    }

    @Test
    void eachWriteThroughTheVariableCountsAsACommit() {
        for (long round = 1; round <= 3; round++) {
            long value = 1000 + round;
            STM.run(tx -> variable.set(tx, value));
            assertEquals(round, store.version("n"));
            assertEquals(value, store.checkout("n").get("n"));
        }
        Stores.commit(store, "n", 5L);
        assertEquals(4, store.version("n"));
        STM.run(tx -> variable.set(tx, 6000L));
        assertEquals(5, store.snapshot().version("n"));
    }

    @Test
    void commitsBetweenTwoReadsAreAllCounted() {
        for (long i = 1; i <= 5; i++) {
            STM.run(tx -> variable.set(tx, 7L));
        }
        assertEquals(5, store.version("n"));
    }

    @Test
    void aTransactionThatWritesTwiceOrPutsTheSameObjectBackIsOneCommit() {
        STM.run(tx -> {
            variable.set(tx, 7L);
            assertEquals(1, store.checkout("n").version("n"));
            variable.update(tx, n -> 8L);
        });
        assertEquals(1, store.version("n"));
        STM.run(tx -> variable.set(tx, variable.get(tx)));
        assertEquals(2, store.version("n"));
    }

    @Test
    void undoneWritesAreNotCounted() {
        TxnBody<Long, RuntimeException> undone = tx -> {
            variable.set(tx, 1L);
            return tx.retry();
        };
        TxnBody<Long, RuntimeException> readsOnly = tx -> variable.get(tx);
        assertNull(STM.atomically(STM.orElse(undone, readsOnly)));
        assertEquals(0, store.version("n"));

        assertNull(variable.now());
        STM.run(tx -> {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> tx.nested(inner -> {
                        variable.set(inner, 1L);
                        throw new UnsupportedOperationException();
                    }));
            variable.set(tx, 2L);
        });
        assertEquals(1, store.version("n"));
    }

    @Test
    void aTransactionThatOnlyReadsTheVariableIsNoCommit() {
        Stores.commit(store, "n", 5L);
        STM.run(tx -> variable.get(tx));
        assertEquals(1, store.version("n"));
    }

    @Test
    void aTransactionThatWasRolledBackIsNoCommit() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> STM.run(tx -> {
                    variable.set(tx, 1L);
                    throw new UnsupportedOperationException();
                }));
        assertEquals(0, store.version("n"));
    }

    @Test
    void aWriteThroughTheVariableMakesCheckoutsStale() {
        Stores.commit(store, "n", 5L);
        Checkout handle = store.checkout("n");
        STM.run(tx -> variable.set(tx, 6000L));
        handle.set("n", 7L);
        ConcurrentUpdateException conflict = assertThrows(ConcurrentUpdateException.class, handle::commit);
        assertEquals(Map.of("n", new VersionMove(1, 2)), conflict.moved());
        assertEquals(6000L, variable.now());
        handle.pullUpdates();
        handle.commit();
        assertEquals(7L, variable.now());
        assertEquals(3, store.version("n"));
    }

    @Test
    void twoKeysWrittenInOneTransactionMoveTogether() {
        TVar<Long> other = store.var("m", Long.class);
        Checkout handle = store.checkout("n", "m");
        STM.run(tx -> {
            variable.set(tx, 1000L);
            other.set(tx, 2000L);
        });
        ConcurrentUpdateException conflict = assertThrows(ConcurrentUpdateException.class, handle::commit);
        assertEquals(Map.of("m", new VersionMove(0, 1), "n", new VersionMove(0, 1)), conflict.moved());
    }

    @Test
    void aCommitWakesATransactionThatWaitsOnTheVariable() throws InterruptedException {
        Thread waiter = new Thread(() -> STM.run(tx -> tx.check(variable.get(tx) != null && variable.get(tx) == 5L)));
        waiter.setDaemon(true);
        waiter.start();
        Stores.commit(store, "n", 5L);
        waiter.join(Limits.MILLIS);
        assertEquals(Thread.State.TERMINATED, waiter.getState());
    }
}
