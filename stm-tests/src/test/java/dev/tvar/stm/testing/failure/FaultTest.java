package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exceptions and errors, including virtual machine errors, thrown by bodies at every point. */
class FaultTest {
    private final TVar<String> word = TVar.of("old");
    private final TLong number = TLong.of(1);

    private static List<Throwable> faults() {
        return List.of(
                new OutOfMemoryError("test"),
                new StackOverflowError(),
                new LinkageError("test"),
                new InternalError("test"),
                new AssertionError("test"),
                new NullPointerException(),
                new IOException("test"),
                new InterruptedException("test"),
                new Throwable("test"));
    }

    private void assertUntouchedAndFree() {
        assertEquals("old", word.now());
        assertEquals(1, number.now());
        assertFalse(Internals.isLocked(word) || Internals.isLocked(number));
        STM.run(
                tx -> { // this thread is in no transaction, and nothing of the old one is left
                    assertEquals("old", word.get(tx));
                    assertEquals(1, number.get(tx));
                });
        TestThreads.elsewhere(() -> STM.run(tx -> number.add(tx, 0)));
    }

    @Test
    void aFaultInABodyUndoesEverything() {
        for (Throwable fault : faults()) {
            assertSame(
                    fault,
                    assertThrows(
                            Throwable.class,
                            () -> STM.<Throwable>run(tx -> {
                                word.set(tx, "new");
                                number.add(tx, 1);
                                throw fault;
                            })));
            assertUntouchedAndFree();
        }
    }

    @Test
    void aFaultThatLeavesTheNestedPartUndoesEverything() {
        for (Throwable fault : faults()) {
            assertSame(
                    fault,
                    assertThrows(
                            Throwable.class,
                            () -> STM.<Throwable>run(tx -> {
                                word.set(tx, "new");
                                tx.<Integer, Throwable>orElse(
                                        Txn::retry,
                                        in -> in.<Integer, Throwable>nested(deep -> {
                                            number.set(deep, 5);
                                            throw fault;
                                        }));
                            })));
            assertUntouchedAndFree();
        }
    }

    @Test
    void aFaultThatIsCaughtUndoesItsPart() {
        for (Throwable fault : faults()) {
            STM.run(tx -> {
                assertSame(
                        fault,
                        assertThrows(
                                Throwable.class,
                                () -> tx.<Integer, Throwable>nested(in -> {
                                    word.set(in, "new");
                                    number.add(in, 7);
                                    throw fault;
                                })));
            });
            assertUntouchedAndFree();
        }
    }

    @Test
    void aFaultInASnapshotClosesIt() {
        int open = Internals.openSnapshots();
        for (Throwable fault : faults()) {
            assertSame(
                    fault,
                    assertThrows(
                            Throwable.class,
                            () -> STM.<Integer, Throwable>snapshot(tx -> {
                                word.get(tx);
                                throw fault;
                            })));
            assertUntouchedAndFree();
        }
        assertEquals(open, Internals.openSnapshots());
    }

    @Test
    void aFaultAfterALostReadReachesTheCallerOnlyIfTheViewWasConsistent() {
        List<Long> views = new ArrayList<>();
        TLong twin = TLong.of(1);
        ArithmeticException thrown = assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    long first = number.get(tx);
                    if (views.isEmpty()) {
                        TestThreads.elsewhere(() -> STM.run(in -> {
                            number.set(in, 2);
                            twin.set(in, 2);
                        }));
                    }
                    views.add(first);
                    long second = twin.get(tx);
                    throw new ArithmeticException(first + " and " + second);
                }));
        assertEquals("2 and 2", thrown.getMessage());
        assertEquals(List.of(1L, 2L), views);
    }
}
