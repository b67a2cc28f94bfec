package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Old values live as long as a snapshot may read them, and no longer. */
class HistoryTest {
    private final TVar<Object> cell = TVar.of(new Object());
    private final TVar<Integer> other = TVar.of(0);

    private void overwrite() {
        TestThreads.elsewhere(() -> STM.run(tx -> cell.set(tx, new Object())));
    }

    private WeakReference<Object> presentValue() {
        return new WeakReference<>(cell.now());
    }

    @Test
    void withoutASnapshotAnOverwrittenValueIsGarbage() {
        WeakReference<Object> old = presentValue();
        overwrite();
        Internals.untilCollected(old);
    }

    @Test
    void anOpenSnapshotKeepsTheValueOfItsInstantAndNoLaterOne() {
        WeakReference<Object> old = presentValue();
        STM.snapshot(tx -> {
            overwrite();
            WeakReference<Object> later = presentValue();
            overwrite();
            Internals.untilCollected(later);
            assertFalse(Internals.isCollected(old));
            assertSame(old.get(), cell.get(tx));
            return true;
        });
        Internals.untilCollected(old);
    }

    @Test
    void afterTheLastSnapshotNothingIsKept() {
        int open = Internals.openSnapshots();
        for (int i = 0; i < 100; i++) {
            WeakReference<Object> old = presentValue();
            STM.snapshot(tx -> {
                overwrite();
                return true;
            });
            if (i % 20 == 0) {
                Internals.untilCollected(old);
            }
        }
        assertEquals(open, Internals.openSnapshots());
    }

    @Test
    void aTransactionThatEndedKeepsNothing() {
        WeakReference<Object> first = presentValue();
        STM.run(tx -> cell.get(tx));
        overwrite();
        Internals.untilCollected(first);

        WeakReference<Object> second = presentValue();
        STM.run(tx -> cell.set(tx, new Object()));
        Internals.untilCollected(second);
    }

    @Test
    void theWritesOfALostAttemptAreGarbage() {
        WeakReference<Object> inVain = writeInVain();
        Internals.untilCollected(inVain);
    }

    private WeakReference<Object> writeInVain() {
        Object value = new Object();
        Assertions.assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    cell.set(tx, value);
                    throw new ArithmeticException();
                }));
        STM.run(tx -> tx.orElse(
                in -> {
                    cell.set(in, value);
                    return in.retry();
                },
                in -> true));
        return new WeakReference<>(value);
    }

    @Test
    void aVariableIsGarbageWhenItsTransactionsHaveEnded() {
        WeakReference<TVar<Integer>> gone = useAndDrop();
        Internals.untilCollected(gone);
    }

    private WeakReference<TVar<Integer>> useAndDrop() {
        TVar<Integer> dropped = TVar.named("dropped", 1);
        STM.run(tx -> dropped.update(tx, n -> n + 1));
        int[] attempts = {0};
        STM.run(tx -> {
            int seen = dropped.get(tx);
            if (++attempts[0] == 1) {
                TestThreads.elsewhere(() -> STM.run(in -> dropped.set(in, 5)));
            }
            dropped.set(tx, seen);
        });
        Assertions.assertThrows(
                TxnTimeoutException.class, () -> STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(5)))
                        .run(tx -> tx.check(dropped.get(tx) < 0)));
        STM.snapshot(dropped::get);
        return new WeakReference<>(dropped);
    }

    @Test
    void aTxnThatLeakedKeepsNoValues() {
        Txn[] leaked = new Txn[1];
        WeakReference<Object> value = leakAfterWriting(leaked);
        overwrite();
        Internals.untilCollected(value);
        assertEquals(0, other.now());
        Assertions.assertNotNull(leaked[0]);
    }

    private WeakReference<Object> leakAfterWriting(Txn[] leaked) {
        Object value = new Object();
        STM.run(tx -> {
            leaked[0] = tx;
            cell.set(tx, value);
        });
        return new WeakReference<>(value);
    }
}
