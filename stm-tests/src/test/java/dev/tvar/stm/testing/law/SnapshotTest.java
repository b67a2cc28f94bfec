package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final TVar<String> word = TVar.of("old");
    private final TLong number = TLong.of(1);

    private void change(int to) {
        TestThreads.elsewhere(() -> STM.run(tx -> {
            word.set(tx, "new " + to);
            number.set(tx, to);
        }));
    }

    @Test
    void itSeesTheInstantAtWhichItBegan() {
        STM.snapshot(tx -> {
            change(2);
            assertEquals("old", word.get(tx));
            change(3);
            assertEquals(1, number.get(tx));
            assertEquals("old", word.get(tx));
            assertEquals("new 3", word.now());
            return true;
        });
        assertEquals("new 3", STM.snapshot(word::get));
    }

    @Test
    void itSeesNoVariableHalfWayThroughManyChanges() {
        STM.snapshot(tx -> {
            for (int i = 0; i < 200; i++) {
                change(i);
            }
            assertEquals("old", word.get(tx));
            assertEquals(1, number.get(tx));
            return true;
        });
    }

    @Test
    void itRunsOnceAndSeesOneInstantUnderHotWriters() {
        List<TLong> cells = IntStream.range(0, 500).mapToObj(i -> TLong.of(0)).toList();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        int snapshots = 300;
        TestThreads threads = new TestThreads();
        threads.start(2, () -> {
            for (int i = 0; !done.get(); i++) {
                TLong from = cells.get(i % 500);
                TLong to = cells.get((i * 7 + 250) % 500);
                STM.run(tx -> {
                    from.add(tx, -1);
                    to.add(tx, 1);
                });
            }
        });
        threads.start(() -> {
            for (int i = 0; i < snapshots; i++) {
                long sum = STM.snapshot(tx -> {
                    runs.incrementAndGet();
                    return cells.stream().mapToLong(cell -> cell.get(tx)).sum();
                });
                assertEquals(0, sum);
            }
            done.set(true);
        });
        threads.join();
        assertEquals(snapshots, runs.get());
    }

    @Test
    void manySnapshotsAtOnceEachSeeTheirOwnInstant() {
        AtomicInteger open = new AtomicInteger();
        TestThreads threads = new TestThreads();
        for (int i = 2; i < 10; i++) {
            change(i);
            int expected = i;
            threads.start(() -> STM.snapshot(tx -> {
                open.incrementAndGet();
                TestThreads.until("all are open and the number has moved on", () -> number.now() == 100);
                assertEquals(expected, number.get(tx));
                assertEquals("new " + expected, word.get(tx));
                return true;
            }));
            TestThreads.until("the snapshot is open", () -> open.get() == expected - 1);
        }
        change(100);
        threads.join();
    }

    @Test
    void inATransactionItJoinsAndSeesItsWrites() {
        STM.run(tx -> {
            word.set(tx, "mine");
            number.add(tx, 5);
            STM.snapshot(in -> {
                assertEquals("mine", word.get(in));
                assertEquals(6, number.get(in));
                return true;
            });
        });
    }

    @Test
    void itsReadsInATransactionAreReadsOfTheTransaction() {
        AtomicInteger attempts = new AtomicInteger();
        TLong copy = TLong.of(0);
        STM.run(tx -> {
            long seen = STM.snapshot(number::get);
            if (attempts.incrementAndGet() == 1) {
                change(7);
            }
            copy.set(tx, seen);
        });
        assertEquals(7, copy.now());
        assertEquals(2, attempts.get());
    }

    @Test
    void noTransactionBeginsInsideIt() {
        STM.snapshot(tx -> {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> STM.run(in -> number.add(in, 1)));
            assertTrue(e.toString().contains("snapshot"), e::toString);
            assertThrows(IllegalStateException.class, () -> STM.atomically(in -> 1));
            return true;
        });
        assertEquals(1, number.now());
        STM.run(tx -> number.add(tx, 1));
        assertEquals(2, number.now());
    }

    @Test
    void anInnerSnapshotIsTheSame() {
        STM.snapshot(tx -> {
            change(9);
            return STM.snapshot(in -> {
                assertEquals(1, number.get(in));
                assertEquals(1, number.get(tx));
                return true;
            });
        });
    }

    @Test
    void snapshotAndWriterDoNotBlockEachOther() {
        STM.snapshot(tx -> {
            int[] attempts = {0};
            TestThreads.elsewhere(() -> STM.run(in -> {
                attempts[0]++;
                number.set(in, number.get(in) + 1);
            }));
            assertEquals(1, attempts[0]);
            assertEquals(2, number.now());
            return number.get(tx);
        });
    }

    @Test
    void itSeesEverythingThatWasCommittedBefore() {
        for (int i = 0; i < 1_000; i++) {
            int next = i;
            STM.run(tx -> number.set(tx, next));
            assertEquals(next, STM.snapshot(number::get));
        }
    }

    @Test
    void aSnapshotThatThrowsIsClosed() {
        int before = Internals.openSnapshots();
        assertThrows(
                ArithmeticException.class,
                () -> STM.snapshot(tx -> {
                    throw new ArithmeticException();
                }));
        assertEquals(before, Internals.openSnapshots());
        STM.run(tx -> number.add(tx, 1)); // and the thread is free for transactions again
    }

    @Test
    void allThatOpenAndCloseAtOnceLeaveTheList() {
        int before = Internals.openSnapshots();
        for (int round = 0; round < 200; round++) {
            TestThreads threads = new TestThreads();
            threads.start(4, () -> {
                for (int i = 0; i < 200; i++) {
                    assertEquals(1, STM.snapshot(number::get));
                }
            });
            threads.join();
            assertEquals(before, Internals.openSnapshots());
        }
    }
}
