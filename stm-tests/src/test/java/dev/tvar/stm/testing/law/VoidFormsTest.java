package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadAction;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each form for a body without a result behaves like the form with a result; none needs a type argument. */
class VoidFormsTest {
    private final TLong first = TLong.named("first", 5);
    private final TLong second = TLong.named("second", 7);
    private final List<String> printed = new ArrayList<>();

    private void print(long number) {
        printed.add("" + number);
    }

    private static void take(Txn tx, TLong from, long amount) {
        tx.check(from.isAtLeast(tx, amount));
        from.add(tx, -amount);
    }

    @Test
    void aSnapshotMayPrint() {
        STM.runSnapshot(tx -> print(first.get(tx) + second.get(tx)));
        STM.with(TxnOptions.defaults()).runSnapshot(tx -> print(second.get(tx)));
        STM.run(tx -> {
            first.set(tx, 1);
            STM.runSnapshot(in -> print(first.get(in)));
        });
        assertEquals(List.of("12", "7", "1"), printed);
    }

    @Test
    void anExceptionOfASnapshotReachesItsCaller() {
        ReadAction<IOException> fails = tx -> {
            throw new IOException("" + first.get(tx));
        };
        TxnExecutor executor = STM.with(TxnOptions.defaults());
        assertEquals(
                "5",
                assertThrows(IOException.class, () -> STM.runSnapshot(fails)).getMessage());
        assertEquals(
                "5",
                assertThrows(IOException.class, () -> executor.runSnapshot(fails))
                        .getMessage());
    }

    @Test
    void aSnapshotAnswersIsAtLeast() {
        STM.runSnapshot(tx -> {
            TestThreads.elsewhere(() -> STM.run(in -> first.set(in, 100)));
            assertTrue(first.isAtLeast(tx, 5));
            assertEquals(false, first.isAtLeast(tx, 6));
            assertTrue(first.isAtLeast(tx, Long.MIN_VALUE));
            assertEquals(false, first.isAtLeast(tx, Long.MAX_VALUE));
        });
        STM.run(tx -> {
            first.add(tx, -100);
            STM.runSnapshot(
                    in -> assertEquals(List.of(true, false), List.of(first.isAtLeast(in, 0), first.isAtLeast(in, 1))));
        });
    }

    @Test
    void aNestedPartThatFailsIsUndone() {
        STM.run(tx -> {
            tx.runNested(in -> first.set(in, 6));
            assertThrows(
                    IOException.class,
                    () -> tx.runNested(in -> {
                        first.set(in, 0);
                        throw new IOException();
                    }));
        });
        assertEquals(6, first.now());
    }

    @Test
    void theBranchThatDoesNotRetryIsDone() {
        STM.run(tx -> tx.runOrElse(in -> take(in, first, 6), in -> take(in, second, 6)));
        assertEquals(List.of(5L, 1L), List.of(first.now(), second.now()));
    }

    @Test
    void ofSeveralActionsTheFirstThatDoesNotRetryIsDone() {
        TxnAction<RuntimeException> choice = STM.runOrElse(
                in -> take(in, first, 6),
                in -> take(in, second, 8),
                in -> take(in, second, 7),
                in -> first.set(in, -1));
        STM.run(choice);
        assertEquals(List.of(5L, 0L), List.of(first.now(), second.now()));
        STM.run(STM.runOrElse(in -> take(in, first, 5)));
        STM.run(tx -> tx.runNested(STM.runOrElse(in -> take(in, first, 1), in -> second.set(in, 3))));
        assertEquals(List.of(0L, 3L), List.of(first.now(), second.now()));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void nullIsRefusedWithItsName() {
        STM.run(tx -> {
            assertEquals("first", refused(() -> tx.runOrElse(null, in -> {})));
            assertEquals("second", refused(() -> tx.runOrElse(in -> {}, null)));
            assertEquals("action", refused(() -> tx.runNested(null)));
        });
        assertEquals("action", refused(() -> STM.runSnapshot(null)));
        assertEquals("first", refused(() -> STM.runOrElse(null)));
    }

    private static String refused(Runnable call) {
        return Objects.requireNonNull(
                assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
