package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each committed value of a number is within its bounds, and no transaction is refused without a reason. */
class BoundsTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    private final TLong account = TLong.bounded("account", 30, Bounds.between(0, 100));
    private final TLong free = TLong.named("free", 0);
    private final TVar<String> word = TVar.of("old");
    private final AtomicInteger attempts = new AtomicInteger();

    // ---- creation

    @Test
    void boundsAreChecked() {
        String refused = assertThrows(IllegalArgumentException.class, () -> Bounds.between(1, 0))
                .getMessage();
        assertEquals("floor 1 is above ceiling 0", refused);
        assertThrows(IllegalArgumentException.class, () -> new Bounds(MAX, MIN));
        assertEquals(new Bounds(7, MAX), Bounds.atLeast(7));
        assertEquals(new Bounds(MIN, 7), Bounds.atMost(7));
        assertTrue(Bounds.between(3, 3).allow(3));
        assertFalse(Bounds.between(3, 3).allow(2));
        assertFalse(Bounds.between(3, 3).allow(4));
    }

    @Test
    void theFirstValueIsChecked() {
        String refused = assertThrows(
                        IllegalArgumentException.class, () -> TLong.bounded("purse", -1, Bounds.atLeast(0)))
                .getMessage();
        assertEquals("purse: initial value -1 is below its floor 0", refused);
        assertThrows(IllegalArgumentException.class, () -> TLong.bounded(8, Bounds.atMost(7)));
        assertEquals(7, TLong.bounded(7, Bounds.between(7, 7)).now());
    }

    @Test
    void aNumberKnowsItsBounds() {
        assertEquals(Bounds.between(0, 100), account.bounds());
        assertEquals(new Bounds(MIN, MAX), free.bounds());
    }

    @Test
    void boundsTakeEightBytes() {
        Bounds bounds = Bounds.atLeast(0);
        TLong[] numbers = new TLong[10_000];
        long plain = Internals.allocatedBytes(() -> Arrays.setAll(numbers, TLong::of));
        long bounded = Internals.allocatedBytes(() -> Arrays.setAll(numbers, i -> TLong.bounded(i, bounds)));
        assertTrue(bounded - plain <= 9 * numbers.length, () -> plain + " and " + bounded + " bytes");
    }

    // ---- refusals

    private OutOfBoundsException assertRefused(TxnAction<RuntimeException> body) {
        long before = account.now();
        attempts.set(0);
        List<String> hooks = new ArrayList<>();
        OutOfBoundsException refusal = assertThrows(
                OutOfBoundsException.class,
                () -> STM.run(tx -> {
                    attempts.incrementAndGet();
                    tx.afterCommit(() -> hooks.add("committed"));
                    tx.afterRollback(() -> hooks.add("rolled back"));
                    word.set(tx, "new");
                    free.add(tx, 1);
                    body.run(tx);
                }));
        assertEquals(1, attempts.get());
        assertEquals(List.of("rolled back"), hooks);
        assertEquals(before, account.now());
        assertEquals(0, free.now());
        assertEquals("old", word.now());
        Stream.of(account, free, word).forEach(cell -> assertFalse(Internals.isLocked(cell), cell::toString));
        return refusal;
    }

    @Test
    void everyWayToWriteIsChecked() {
        assertRefused(tx -> account.add(tx, -31));
        assertRefused(tx -> account.add(tx, 71));
        assertRefused(tx -> account.set(tx, -1));
        assertRefused(tx -> account.set(tx, 101));
        assertRefused(tx -> {
            account.get(tx);
            account.add(tx, -31);
        });
        assertRefused(tx -> {
            account.add(tx, -31);
            account.get(tx);
        });
        assertRefused(tx -> {
            account.set(tx, 5);
            account.add(tx, -6);
        });
        assertRefused(tx -> {
            account.add(tx, -15);
            account.add(tx, -16);
        });
        assertRefused(tx -> account.set(tx, account.get(tx) - 31));
        assertRefused(tx -> {
            assertTrue(account.isAtLeast(tx, 30));
            account.add(tx, -31);
        });
    }

    @Test
    void aTransactionOfOneWriteIsChecked() {
        assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> account.add(tx, -31)));
        assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> account.set(tx, -31)));
        assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> account.set(tx, account.get(tx) - 31)));
        assertEquals(30, account.now());
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        STM.run(tx -> account.add(tx, -30));
        assertEquals(0, account.now());
        STM.run(tx -> account.add(tx, 100));
        assertEquals(100, account.now());
    }

    @Test
    void aRefusalNamesVariableBoundAndValue() {
        OutOfBoundsException below = assertRefused(tx -> account.add(tx, -50));
        assertEquals("account", below.variable());
        assertEquals(0, below.bound());
        assertEquals(-20, below.attempted());
        assertEquals(
                "account would become -20, below its floor 0; the transaction was rolled back", below.getMessage());
        OutOfBoundsException above = assertRefused(tx -> account.set(tx, 500));
        assertEquals(100, above.bound());
        assertEquals(
                "account would become 500, above its ceiling 100; the transaction was rolled back", above.getMessage());
        TLong nameless = TLong.bounded(0, Bounds.atMost(5));
        assertEquals(
                nameless.toString(),
                assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> nameless.add(tx, 6)))
                        .variable());
    }

    @Test
    void aSumThatFitsInNoLongIsAnOverflow() {
        TLong low = TLong.bounded("low", 5, Bounds.atMost(10));
        ArithmeticException thrown = assertThrows(ArithmeticException.class, () -> STM.run(tx -> low.add(tx, MAX)));
        assertTrue(thrown.toString().contains("low: 5 + " + MAX), thrown::toString);
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    low.get(tx);
                    low.add(tx, MAX);
                }));
        STM.run(tx -> {
            low.add(tx, MAX);
            low.add(tx, -MAX);
        });
        assertEquals(5, low.now());
        assertFalse(Internals.isLocked(low));
    }

    @Test
    void afterARefusalTheVariablesWorkOn() {
        assertRefused(tx -> account.add(tx, -31));
        TestThreads.elsewhere(() -> STM.run(tx -> account.add(tx, -30)));
        STM.run(tx -> account.add(tx, 1));
        assertEquals(1, account.now());
    }

    // ---- the end of the transaction counts

    @Test
    void theValueMayBeOutsideForAWhile() {
        STM.run(tx -> {
            account.add(tx, -40);
            assertFalse(account.isAtLeast(tx, 0));
            assertEquals(-10, account.get(tx));
            account.set(tx, 1_000);
            assertEquals(1_000, account.get(tx));
            account.add(tx, -999);
        });
        assertEquals(1, account.now());
    }

    @Test
    void aNestedPartIsNotCheckedAtItsEnd() {
        STM.run(tx -> {
            tx.nested(in -> {
                account.add(in, -40);
                return true;
            });
            STM.run(joined -> account.add(joined, 10));
        });
        assertEquals(0, account.now());
        assertRefused(tx -> STM.run(joined -> account.add(joined, -31)));
    }

    @Test
    void aBranchOutOfBoundsIsNotReplacedByTheOther() {
        assertRefused(tx -> tx.orElse(
                in -> {
                    account.add(in, -31);
                    return true;
                },
                in -> false));
    }

    @Test
    void anUndoneWriteIsNotChecked() {
        STM.run(tx -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> tx.nested(in -> {
                        account.set(in, -1);
                        throw new IllegalStateException();
                    }));
            boolean second = tx.orElse(
                    in -> {
                        account.add(in, -31);
                        return in.retry();
                    },
                    in -> true);
            assertTrue(second);
            free.add(tx, 1);
        });
        assertEquals(30, account.now());
        assertEquals(1, free.now());
    }

    @Test
    void aTransactionAfterARefusalIsNotCheckedForIt() {
        assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> account.set(tx, -1)));
        STM.run(tx -> free.set(tx, -1));
        assertEquals(-1, free.now());
    }
}
