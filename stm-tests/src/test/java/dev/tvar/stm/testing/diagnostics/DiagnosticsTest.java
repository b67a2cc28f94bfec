package dev.tvar.stm.testing.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.diagnostics.Rivals;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.Limits;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counts, and the conflicts recorded by loser, winner and variable. */
class DiagnosticsTest {
    private final Diagnostics diagnostics = STM.diagnostics();
    private final TxnExecutor slow = STM.with(TxnOptions.defaults().withName("slow"));
    private final TxnExecutor fast = STM.with(TxnOptions.defaults().withName("fast"));
    private final TVar<Integer> word = TVar.named("word", 0);
    private final TLong number = TLong.named("number", 0);

    @BeforeEach
    void forget() {
        diagnostics.reset();
    }

    @AfterEach
    void nobodyLooksAnyMore() {
        assertFalse(diagnostics.isEnabled(), "a session was left open");
    }

    /** Loses {@code times} attempts over the word, by letting another transaction write it in the middle of each. */
    private void loseOverWord(int times) {
        int[] runs = {0};
        slow.run(tx -> {
            int seen = word.get(tx);
            if (runs[0]++ < times) {
                TestThreads.elsewhere(() -> fast.run(in -> word.set(in, seen + 1)));
            }
            word.set(tx, -1);
        });
    }

    @Test
    void commitsAndSnapshotsAreCountedWhileASessionIsOpen() {
        STM.run(tx -> word.set(tx, 1));
        STM.snapshot(word::get);
        assertEquals(0, diagnostics.commits() + diagnostics.snapshots());
        Session session = diagnostics.enable();
        try {
            STM.run(tx -> word.set(tx, 2));
            STM.run(tx -> word.get(tx));
            STM.run(tx -> tx.nested(in -> word.get(in)));
            STM.snapshot(word::get);
        } finally {
            session.close();
        }
        STM.run(tx -> word.set(tx, 3));
        STM.snapshot(word::get);
        assertEquals(3, diagnostics.commits());
        assertEquals(1, diagnostics.snapshots());
    }

    @Test
    void countsThatAreNotRecordedAreNotShownAsZero() {
        STM.run(tx -> word.set(tx, 1));
        STM.snapshot(word::get);
        String text = diagnostics.toString();
        assertTrue(
                text.startsWith("transactions: commits not counted, 0 attempts lost, 0 waits, snapshots not counted"),
                text);
        assertTrue(text.contains("(no session is open: enable() opens one)"), text);
        Session session = diagnostics.enable();
        assertTrue(diagnostics.toString().startsWith("transactions: 0 commits, "), diagnostics::toString);
        STM.run(tx -> word.set(tx, 2));
        assertFalse(diagnostics.toString().contains("no session"), diagnostics::toString);
        session.close();
        text = diagnostics.toString();
        assertTrue(text.startsWith("transactions: 1 commits, 0 attempts lost, 0 waits, snapshots not counted"), text);
        assertTrue(text.contains("no session is open"), text);
    }

    @Test
    void sessionsOverlap() {
        Session first = diagnostics.enable();
        Session second = diagnostics.enable();
        first.close();
        first.close();
        assertTrue(diagnostics.isEnabled());
        second.close();
        assertFalse(diagnostics.isEnabled());
    }

    @Test
    void lostAttemptsAreCountedWithoutASession() {
        loseOverWord(3);
        assertEquals(3, diagnostics.aborts());
        assertEquals(3, diagnostics.aborts(AbortKind.READ_CHANGED));
        assertEquals(List.of(), diagnostics.topConflicts(10));
    }

    @Test
    void aConflictNamesVariableLoserAndWinner() {
        Session session = diagnostics.enable();
        try {
            loseOverWord(2);
        } finally {
            session.close();
        }
        assertEquals(
                List.of(new Conflict("word", "slow", "fast", AbortKind.READ_CHANGED, 2)), diagnostics.topConflicts(10));
        assertEquals(Map.of("word", 2L), diagnostics.topVariables(10));
        assertEquals(List.of(new Rivals("slow", "fast", 2)), diagnostics.topRivals(10));
        assertTrue(diagnostics.toString().contains("2 x slow lost to fast over word"), diagnostics::toString);
    }

    @Test
    void aChangedAnswerIsAKindOfItsOwn() {
        int[] runs = {0};
        Session session = diagnostics.enable();
        try {
            slow.run(tx -> {
                boolean enough = number.isAtLeast(tx, 10);
                if (runs[0]++ == 0) {
                    TestThreads.elsewhere(() -> fast.run(in -> number.add(in, 10)));
                }
                word.set(tx, enough ? 1 : 0);
            });
        } finally {
            session.close();
        }
        assertEquals(1, diagnostics.aborts(AbortKind.ANSWER_CHANGED));
        assertEquals(
                List.of(new Conflict("number", "slow", "fast", AbortKind.ANSWER_CHANGED, 1)),
                diagnostics.topConflicts(1));
    }

    @Test
    void yieldingToTheTicketIsRecordedAsLosingToItsHolder() {
        CountDownLatch holderMayCommit = new CountDownLatch(1);
        TestThreads threads = new TestThreads();
        Session session = diagnostics.enable();
        try {
            threads.start(() -> {
                int[] runs = {0};
                slow.run(tx -> {
                    int seen = word.get(tx);
                    if (runs[0]++ < STM.ATTEMPTS_BEFORE_TICKET) {
                        TestThreads.elsewhere(() -> fast.run(in -> word.set(in, seen + 1)));
                    } else {
                        TestThreads.elsewhere(() -> {
                            Thread giving = new Thread(() -> fast.run(in -> number.add(in, 1)), "giving way");
                            giving.setDaemon(true);
                            giving.start();
                            TestThreads.until("it gives way", () -> diagnostics.waiting().stream()
                                    .anyMatch(w -> w.thread() == giving
                                            && w.variables().isEmpty()));
                        });
                        holderMayCommit.countDown();
                    }
                    word.set(tx, -1);
                });
            });
            TestThreads.await(holderMayCommit);
            threads.join();
            TestThreads.until("the other has committed", () -> number.now() == 1);
        } finally {
            session.close();
        }
        assertEquals(1, diagnostics.aborts(AbortKind.TICKET));
        assertTrue(
                diagnostics.topConflicts(10).contains(new Conflict("number", "fast", "slow", AbortKind.TICKET, 1)),
                () -> "" + diagnostics.topConflicts(10));
    }

    @Test
    void retriesAndExceptionsAreNotConflicts() {
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    word.set(tx, 1);
                    throw new ArithmeticException();
                }));
        STM.run(tx -> {
            word.get(tx);
            tx.retryFor(Duration.ofNanos(1));
        });
        TLong bounded = TLong.bounded(0, Bounds.atLeast(0));
        assertThrows(OutOfBoundsException.class, () -> STM.run(tx -> bounded.add(tx, -1)));
        assertEquals(2, diagnostics.aborts(AbortKind.EXCEPTION));
        assertEquals(1, diagnostics.aborts(AbortKind.RETRY));
        assertEquals(1, diagnostics.waits());
        assertEquals(0, diagnostics.aborts());
    }

    @Test
    void aLoserWithoutANameIsCalledByItsLine() {
        int[] runs = {0};
        Session session = diagnostics.enable();
        try {
            STM.run(tx -> {
                word.get(tx);
                if (runs[0]++ == 0) {
                    TestThreads.elsewhere(() -> STM.run(in -> word.set(in, 1)));
                }
                word.set(tx, 2);
            });
        } finally {
            session.close();
        }
        Conflict only = diagnostics.topConflicts(1).get(0);
        assertTrue(
                only.transaction()
                        .startsWith("DiagnosticsTest.aLoserWithoutANameIsCalledByItsLine(DiagnosticsTest.java:"),
                only::toString);
        assertEquals("unnamed", only.winner());
    }

    @Test
    void theMostFrequentConflictComesFirstAndRareOnesAreForgotten() {
        Session session = diagnostics.enable();
        try {
            loseOverWord(2);
            for (int i = 0; i < 5_000; i++) {
                TVar<Integer> other = TVar.named("other " + i, 0);
                int[] runs = {0};
                STM.run(tx -> {
                    other.get(tx);
                    if (runs[0]++ == 0) {
                        writeInAHookOfAnother(other);
                    }
                    word.set(tx, 2);
                });
            }
        } finally {
            session.close();
        }
        assertEquals("word", diagnostics.topConflicts(1).get(0).variable());
        int rows = diagnostics.topConflicts(Integer.MAX_VALUE).size();
        assertTrue(rows > 100 && rows <= 2_048, () -> rows + " rows");
    }

    private final Thread[] writer = new Thread[1];

    private void writeInAHookOfAnother(TVar<Integer> other) {
        writer[0] = new Thread(() -> STM.run(in -> other.set(in, 1)));
        writer[0].start();
        try {
            writer[0].join(Limits.MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void resetForgets() {
        Session session = diagnostics.enable();
        try {
            loseOverWord(1);
        } finally {
            session.close();
        }
        diagnostics.reset();
        assertEquals(0, diagnostics.commits() + diagnostics.aborts() + diagnostics.waits());
        assertEquals(List.of(), diagnostics.topRivals(10));
        assertEquals(Map.of(), diagnostics.topVariables(10));
        assertThrows(IllegalArgumentException.class, () -> diagnostics.topConflicts(-1));
    }

    @Test
    void recordsKeepNoVariableAlive() {
        Session session = diagnostics.enable();
        try {
            WeakReference<TVar<Integer>> gone = loseAndWaitFor();
            assertEquals(1, diagnostics.aborts());
            assertEquals(1, diagnostics.waits());
            Internals.untilCollected(gone);
        } finally {
            session.close();
        }
    }

    private WeakReference<TVar<Integer>> loseAndWaitFor() {
        TVar<Integer> dropped = TVar.named("dropped", 0);
        int[] runs = {0};
        STM.run(tx -> {
            int seen = dropped.get(tx);
            if (runs[0]++ == 0) {
                TestThreads.elsewhere(() -> STM.run(in -> dropped.set(in, 1)));
            }
            dropped.set(tx, seen + 1);
        });
        STM.run(tx -> {
            dropped.get(tx);
            tx.retryFor(Duration.ofMillis(1));
        });
        return new WeakReference<>(dropped);
    }
}
