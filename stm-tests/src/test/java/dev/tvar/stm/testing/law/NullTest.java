package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.TestThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // outside its JSpecify mode NullAway does not check type arguments
class NullTest {
    @Test
    void nullIsAValue() {
        TVar<@Nullable String> word = TVar.of("a");
        STM.run(tx -> {
            word.set(tx, null);
            assertNull(word.get(tx));
        });
        assertNull(word.now());
        assertNull(STM.<@Nullable String, RuntimeException>atomically(word::get));
        assertNull(STM.<@Nullable String, RuntimeException>snapshot(word::get));
    }

    @Test
    void nullIsAFirstValue() {
        TVar<@Nullable String> word = TVar.of(null);
        TVar<@Nullable String> named = TVar.named("word", null);
        assertNull(word.now());
        assertNull(named.now());
        STM.run(tx -> assertNull(word.getAndSet(tx, "b")));
        assertEquals("b", word.now());
    }

    @Test
    void nullComesBackWhenANestedPartIsUndone() {
        TVar<@Nullable String> word = TVar.of("a");
        STM.run(tx -> {
            word.set(tx, null);
            assertThrows(
                    ArithmeticException.class,
                    () -> tx.nested(in -> {
                        word.set(in, "b");
                        throw new ArithmeticException();
                    }));
            assertNull(word.get(tx));
        });
        assertNull(word.now());
    }

    @Test
    void aSnapshotSeesANullThatWasOverwritten() {
        TVar<@Nullable String> word = TVar.of(null);
        STM.snapshot(tx -> {
            TestThreads.elsewhere(() -> STM.run(in -> word.set(in, "b")));
            assertEquals("b", word.now());
            assertNull(word.get(tx));
            return true;
        });
    }

    @Test
    void aChangeToNullWakesAWaiter() {
        TVar<@Nullable String> word = TVar.of("a");
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> tx.check(word.get(tx) == null)));
        TestThreads.untilWaiting(waiter);
        STM.run(tx -> word.set(tx, null));
        threads.join();
    }

    @Test
    void whereNullIsNotAllowedItIsRefusedAtOnce() {
        assertThrows(NullPointerException.class, () -> STM.atomically(null));
        assertThrows(NullPointerException.class, () -> STM.run(null));
        assertThrows(NullPointerException.class, () -> STM.snapshot(null));
        assertThrows(NullPointerException.class, () -> STM.with(null));
        assertThrows(NullPointerException.class, () -> STM.orElse(null));
        assertThrows(NullPointerException.class, () -> STM.orElse(tx -> 1, tx -> 2, null));
        assertThrows(NullPointerException.class, () -> TVar.named(null, 1));
        assertThrows(NullPointerException.class, () -> TLong.named(null, 1));
        assertThrows(NullPointerException.class, () -> TLong.bounded(1, null));
        assertThrows(NullPointerException.class, () -> TLong.bounded(null, 1, Bounds.atLeast(0)));
        assertThrows(NullPointerException.class, () -> TLong.bounded("x", 1, null));
        STM.run(tx -> {
            assertThrows(NullPointerException.class, () -> tx.nested(null));
            assertThrows(NullPointerException.class, () -> tx.orElse(null, in -> 1));
            assertThrows(NullPointerException.class, () -> tx.orElse(in -> 1, null));
            assertThrows(NullPointerException.class, () -> tx.afterCommit(null));
            assertThrows(NullPointerException.class, () -> tx.afterRollback(null));
            assertThrows(NullPointerException.class, () -> tx.enlist(null));
            assertThrows(NullPointerException.class, () -> tx.retryFor(null));
        });
    }
}
