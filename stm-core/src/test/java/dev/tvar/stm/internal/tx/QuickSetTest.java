package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The quick barriers do what the general ones do. */
class QuickSetTest extends RunningAttemptScene {
    private final TLong x = TLong.of(10);
    private final TLong y = TLong.of(20);
    private final TLong z = TLong.of(30);
    private final TVar<String> s = TVar.of("s");
    private final TVar<String> t = TVar.of("t");
    private final TxnHandle handle = new TxnHandle(tx, tx.owner);

    /** Commits new values of x, y, s and t in another thread. */
    private void overwriteAll() {
        CompletableFuture.runAsync(() -> STM.run(other -> {
                    x.set(other, 11);
                    y.set(other, 21);
                    s.set(other, "s2");
                    t.set(other, "t2");
                }))
                .join();
    }

    @Test
    void readsOfTwoNumbersBelongToOneInstant() {
        assertEquals(10, tx.read(x));
        overwriteAll();
        assertSame(Signal.CONFLICT, assertThrows(Signal.class, () -> tx.read(y)));
    }

    @Test
    void readsOfTwoReferencesBelongToOneInstant() {
        assertEquals("s", tx.read(s));
        overwriteAll();
        assertSame(Signal.CONFLICT, assertThrows(Signal.class, () -> tx.read(t)));
    }

    @Test
    void aNumberIsReadAgainAsItWas() {
        assertEquals(10, tx.read(x));
        overwriteAll();
        assertEquals(10, tx.read(x));
        assertEquals(1, tx.size());
        tx.write(x, 1);
        assertEquals(Outcome.CHANGED, transaction.commit());
        assertEquals(11, x.now());
    }

    @Test
    void aReferenceIsReadAgainAsItWasOrTheAttemptIsDoomed() {
        assertEquals("s", tx.read(s));
        assertEquals("s", tx.read(s));
        assertEquals(1, tx.size());
        overwriteAll();
        assertSame(Signal.CONFLICT, assertThrows(Signal.class, () -> tx.read(s)));
    }

    @Test
    void anAttemptReadsItsWritesInAnyPlace() {
        tx.read(x);
        tx.read(y);
        tx.read(z);
        tx.write(z, 3);
        tx.write(x, 1);
        tx.write(y, 2);
        assertEquals(6, tx.read(x) + tx.read(y) + tx.read(z));
        assertEquals(3, tx.size());
        assertEquals(Outcome.COMMITTED, transaction.commit());
        assertEquals(6, x.now() + y.now() + z.now());
    }

    @Test
    void theFirstWriteOfAReferenceIsToldFromLaterOnes() {
        tx.read(s);
        assertTrue(tx.write(s, "a"));
        assertFalse(tx.write(s, "b"));
        assertEquals("b", tx.read(s));
        assertTrue(tx.write(t, "c"), "blind");
        assertFalse(tx.write(t, "d"));
        assertEquals(Outcome.COMMITTED, transaction.commit());
        assertEquals("bd", s.now() + t.now());
    }

    @Test
    void anAmountToAddIsNoValue() {
        tx.add(x, 5);
        assertEquals(15, tx.read(x));
        tx.add(y, 5);
        tx.write(y, 7);
        assertEquals(7, tx.read(y));
    }

    @Test
    void anAnswerIsNoValue() {
        assertTrue(x.isAtLeast(handle, 5));
        assertEquals(10, tx.read(x));
        assertEquals(Access.READ | Access.ANSWERED, entry(x).flags);
    }

    @Test
    void addsAreEnteredInAnyPlaceAndNotRead() {
        tx.add(x, 1);
        tx.add(y, 2);
        tx.add(z, 3);
        tx.add(y, 20);
        assertEquals(3, tx.size());
        overwriteAll();
        assertEquals(Outcome.COMMITTED, transaction.commit());
        assertEquals(List.of(12L, 43L, 33L), List.of(x.now(), y.now(), z.now()));
    }

    @Test
    void anAddToANumberThatWasReadIsAWrite() {
        tx.read(x);
        tx.add(x, 5);
        assertEquals(15, tx.read(x));
        assertEquals(Access.READ | Access.SET, entry(x).flags);
        overwriteAll();
        assertEquals(Outcome.CHANGED, transaction.commit());
    }

    @Test
    void anAnswerAndAnAddShareAnEntryAndSurviveAnyWriteThatKeepsTheAnswer() {
        assertTrue(tx.isAtLeast(x, 10));
        tx.add(x, -10);
        tx.add(y, 10);
        assertEquals(2, tx.size());
        overwriteAll();
        assertEquals(Outcome.COMMITTED, transaction.commit());
        assertEquals(List.of(1L, 31L), List.of(x.now(), y.now()));
    }

    @Test
    void anAnswerThatChangesLosesTheAttempt() {
        assertFalse(tx.isAtLeast(x, 11));
        tx.add(x, 1);
        overwriteAll();
        assertEquals(Outcome.CHANGED, transaction.commit());
        assertEquals(11, x.now());
    }

    @Test
    void anAnswerBelongsToTheInstantOfTheFirstRead() {
        assertEquals(10, tx.read(x));
        overwriteAll();
        assertSame(Signal.CONFLICT, assertThrows(Signal.class, () -> tx.isAtLeast(y, 21)));
    }

    @Test
    void answersInAnyPlaceAndAboutTheSameNumberAreKept() {
        assertTrue(tx.isAtLeast(x, 10));
        assertFalse(tx.isAtLeast(y, 21));
        assertTrue(tx.isAtLeast(z, 30));
        assertFalse(tx.isAtLeast(x, 12));
        assertEquals(3, tx.size());
        tx.add(z, 1);
        assertEquals(Outcome.COMMITTED, transaction.commit());
    }

    @Test
    void anAddOfAPartIsUndone() {
        assertTrue(tx.isAtLeast(x, 1));
        assertEquals(
                "second",
                Nesting.<String, RuntimeException>orElse(
                        tx,
                        in -> {
                            x.add(in, 100);
                            return in.retry();
                        },
                        in -> "second"));
        assertEquals(10, tx.read(x));
    }

    @Test
    void aDoomedAttemptAddsAndComparesNothing() {
        tx.doomed(Signal.CONFLICT);
        assertThrows(Signal.class, () -> tx.add(x, 1));
        assertThrows(Signal.class, () -> tx.isAtLeast(y, 1));
        assertEquals(0, tx.size());
    }

    @Test
    void aWriteOfAPartIsUndone() {
        tx.write(x, 1);
        tx.read(y);
        assertEquals(
                21L, Nesting.<Long, RuntimeException>orElse(tx, this::writeBothAndRetry, in -> x.get(in) + y.get(in)));
    }

    private Long writeBothAndRetry(Txn in) {
        x.set(in, 100);
        y.set(in, 200);
        return in.retry();
    }

    @Test
    void aSetBeginsQuickAgainWhenItIsCleared() {
        tx.add(x, 5);
        tx.clear();
        assertEquals(10, tx.read(x));
        overwriteAll();
        assertEquals(10, tx.read(x), "from its entry");
    }

    @Test
    void anAnswerOfTheGeneralBarrierIsNoValueEither() {
        assertTrue(Comparison.isAtLeast(tx, x, 5));
        assertEquals(10, tx.read(x));
        assertEquals(Access.READ | Access.ANSWERED, entry(x).flags);
    }

    @Test
    void anAnswerAboutANumberThatWasReadKeepsTheRead() {
        tx.read(x);
        tx.read(y);
        assertTrue(tx.isAtLeast(x, 5));
        assertTrue(tx.isAtLeast(y, 5));
        assertEquals(Access.READ | Access.ANSWERED, entry(x).flags);
        assertEquals(Access.READ | Access.ANSWERED, entry(y).flags);
        assertEquals(2, tx.size());
    }

    @Test
    void anAddGoesToItsOwnNumberInAnyPlace() {
        tx.isAtLeast(x, 1);
        tx.isAtLeast(y, 1);
        tx.add(z, 5);
        assertEquals(Access.ANSWERED, entry(x).flags);
        assertEquals(Access.ANSWERED, entry(y).flags);
        assertEquals(Access.ADD, entry(z).flags);
        assertEquals(5, entry(z).num);
    }

    @Test
    void theFirstWriteIsToldFromLaterOnesInAnyPlace() {
        tx.read(x);
        tx.read(y);
        assertTrue(tx.write(s, "a"));
        assertFalse(tx.write(s, "b"));
        assertEquals("b", tx.read(s));
    }
}
