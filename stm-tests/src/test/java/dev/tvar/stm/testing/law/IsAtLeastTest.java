package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.TestThreads;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

/** A transaction depends on the answers of isAtLeast, not on the numbers. */
class IsAtLeastTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    private final TLong funds = TLong.of(100);
    private final TLong paid = TLong.of(0);
    private AtomicInteger attempts = new AtomicInteger();

    @BeforeTry
    void reset() {
        attempts = new AtomicInteger();
    }

    /** How often a body runs whose first attempt is overtaken by a change of the funds. */
    private int attemptsBeside(long change, TxnAction<RuntimeException> body) {
        STM.run(tx -> {
            body.run(tx);
            if (attempts.incrementAndGet() == 1) {
                TestThreads.elsewhere(() -> STM.run(in -> funds.add(in, change)));
            }
            paid.add(tx, 1);
        });
        return attempts.get();
    }

    @Test
    void aTrueAnswerThatStaysTrueIsNoConflict() {
        assertEquals(1, attemptsBeside(-50, tx -> assertTrue(funds.isAtLeast(tx, 50))));
    }

    @Test
    void aTrueAnswerThatBecomesFalseIsAConflict() {
        assertEquals(2, attemptsBeside(-51, tx -> funds.isAtLeast(tx, 50)));
    }

    @Test
    void aFalseAnswerThatStaysFalseIsNoConflict() {
        assertEquals(1, attemptsBeside(99, tx -> assertFalse(funds.isAtLeast(tx, 200))));
    }

    @Test
    void aFalseAnswerThatBecomesTrueIsAConflict() {
        assertEquals(2, attemptsBeside(100, tx -> funds.isAtLeast(tx, 200)));
    }

    @Test
    void allAnswersMustStay() {
        assertEquals(2, attemptsBeside(-30, tx -> {
            assertTrue(funds.isAtLeast(tx, 50));
            funds.isAtLeast(tx, 80);
            assertFalse(funds.isAtLeast(tx, 200));
        }));
    }

    @Test
    void aGetAfterAnAnswerIsARead() {
        assertEquals(2, attemptsBeside(1, tx -> {
            assertTrue(funds.isAtLeast(tx, 50));
            funds.get(tx);
        }));
    }

    @Test
    void anAnswerInAnUndonePartIsStillDependedOn() {
        assertEquals(
                2,
                attemptsBeside(
                        -60,
                        tx -> tx.orElse(
                                in -> {
                                    in.check(!funds.isAtLeast(in, 50));
                                    return true;
                                },
                                in -> false)));
    }

    @Test
    void aTransferConflictsOnlyWhenFundsCrossTheLine() {
        TLong to = TLong.of(0);
        assertEquals(1, attemptsBeside(-40, tx -> {
            if (funds.isAtLeast(tx, 60)) {
                funds.add(tx, -60);
                to.add(tx, 60);
            }
        }));
        assertEquals(0, funds.now());
        assertEquals(60, to.now());
    }

    @Test
    void ownSetsAndAddsCount() {
        STM.run(tx -> {
            funds.add(tx, -60);
            assertTrue(funds.isAtLeast(tx, 40));
            assertFalse(funds.isAtLeast(tx, 41));
            funds.set(tx, 7);
            assertTrue(funds.isAtLeast(tx, 7));
            assertFalse(funds.isAtLeast(tx, 8));
            funds.add(tx, 1);
            assertTrue(funds.isAtLeast(tx, 8));
            assertEquals(8, funds.get(tx));
            assertTrue(funds.isAtLeast(tx, 8));
        });
        assertEquals(8, funds.now());
    }

    @Test
    void anAnswerAfterAnOwnSetDependsOnNoOtherTransaction() {
        assertEquals(1, attemptsBeside(-1_000, tx -> {
            funds.set(tx, 7);
            assertTrue(funds.isAtLeast(tx, 7));
        }));
        assertEquals(7, funds.now());
    }

    @Test
    void aWaiterSleepsOnWhileTheAnswerStays() {
        TVar<Integer> runs = TVar.of(0);
        AtomicInteger bodies = new AtomicInteger();
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> {
            bodies.incrementAndGet();
            tx.check(funds.isAtLeast(tx, 1_000));
            runs.set(tx, 1);
        }));
        for (int i = 0; i < 50; i++) {
            TestThreads.untilWaiting(waiter);
            STM.run(tx -> funds.add(tx, 1));
        }
        TestThreads.untilWaiting(waiter);
        assertEquals(1, bodies.get());
        STM.run(tx -> funds.add(tx, 850));
        threads.join();
        assertEquals(2, bodies.get());
        assertEquals(1, runs.now());
    }

    @Property
    void itIsArithmeticWithoutOverflow(@ForAll long value, @ForAll long added, @ForAll long bound) {
        assertExact(value, added, bound);
    }

    @Test
    void itIsArithmeticAtTheExtremes() {
        long[] extremes = {MIN, MIN + 1, -1, 0, 1, MAX - 1, MAX};
        for (long value : extremes) {
            for (long added : extremes) {
                for (long bound : extremes) {
                    assertExact(value, added, bound);
                }
            }
        }
    }

    private static void assertExact(long value, long added, long bound) {
        TLong n = TLong.of(value);
        boolean exact =
                BigInteger.valueOf(value).add(BigInteger.valueOf(added)).compareTo(BigInteger.valueOf(bound)) >= 0;
        STM.run(tx -> {
            assertEquals(value >= bound, n.isAtLeast(tx, bound));
            n.add(tx, added);
            assertEquals(exact, n.isAtLeast(tx, bound), () -> value + " + " + added + " >= " + bound);
            n.set(tx, added);
            assertEquals(added >= bound, n.isAtLeast(tx, bound));
        });
    }
}
