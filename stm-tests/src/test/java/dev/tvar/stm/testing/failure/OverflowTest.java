package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import org.junit.jupiter.api.Test;

/** A sum that does not fit in a long throws, and the transaction has no effect. */
class OverflowTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    private final TVar<String> beside = TVar.of("old");
    private final TLong n = TLong.named("n", 0);

    private void assertOverflows(long value, TxnAction<RuntimeException> body) {
        STM.run(tx -> n.set(tx, value));
        ArithmeticException e = assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    beside.set(tx, "new");
                    body.run(tx);
                }));
        assertTrue(e.toString().contains("n: "), () -> "the message names the variable: " + e);
        assertEquals(value, n.now());
        assertEquals("old", beside.now());
        assertFalse(Internals.isLocked(n));
        assertFalse(Internals.isLocked(beside));
    }

    @Test
    void aBlindAddOverflowsAtCommit() {
        assertOverflows(MAX, tx -> n.add(tx, 1));
        assertOverflows(MIN, tx -> n.add(tx, -1));
        assertOverflows(-1, tx -> n.add(tx, MIN));
        assertOverflows(1, tx -> n.add(tx, MAX));
    }

    @Test
    void anAddAfterAGetOverflowsAtOnce() {
        assertOverflows(MAX, tx -> {
            n.get(tx);
            assertThrows(ArithmeticException.class, () -> n.add(tx, 1));
            n.add(tx, 2);
        });
    }

    @Test
    void anAddAfterASetOverflowsAtOnce() {
        assertOverflows(0, tx -> {
            n.set(tx, MAX);
            n.add(tx, 1);
        });
    }

    @Test
    void aGetAfterAnAddOverflowsAtOnce() {
        assertOverflows(MAX, tx -> {
            n.add(tx, 1);
            assertThrows(ArithmeticException.class, () -> n.get(tx));
        });
    }

    @Test
    void addsThatOverflowAmongThemselvesAreOverflow() {
        assertOverflows(0, tx -> {
            n.add(tx, MAX);
            n.add(tx, 1);
        });
        assertOverflows(0, tx -> {
            n.add(tx, MIN);
            n.add(tx, MIN);
        });
    }

    @Test
    void addsThatOverflowAmongThemselvesButNotWithTheValueFit() {
        STM.run(tx -> n.set(tx, -5));
        STM.run(tx -> {
            n.add(tx, MAX);
            n.add(tx, 5);
        });
        assertEquals(MAX, n.now());
    }

    @Test
    void addsCountAsTheirSum() {
        STM.run(tx -> n.set(tx, 5));
        STM.run(tx -> {
            n.add(tx, MAX);
            n.add(tx, -MAX);
        });
        assertEquals(5, n.now());
    }

    @Test
    void anOverflowThatIsCaughtInANestedPartIsUndone() {
        STM.run(tx -> n.set(tx, MAX));
        STM.run(tx -> {
            beside.set(tx, "kept");
            assertThrows(
                    ArithmeticException.class,
                    () -> tx.nested(in -> {
                        beside.set(in, "undone");
                        n.add(in, 1);
                        return n.get(in);
                    }));
        });
        assertEquals(MAX, n.now());
        assertEquals("kept", beside.now());
    }

    @Test
    void afterAnOverflowAtCommitTheVariablesWorkOn() {
        assertOverflows(MAX, tx -> n.add(tx, 1));
        TestThreads.elsewhere(() -> STM.run(tx -> {
            n.add(tx, -1);
            beside.set(tx, "later");
        }));
        STM.run(tx -> n.add(tx, -1));
        assertEquals(MAX - 2, n.now());
        assertEquals("later", beside.now());
    }
}
