package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NestedTest {
    private final TVar<String> word = TVar.of("old");
    private final TLong number = TLong.of(1);

    private static final class Mine extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void caughtExceptionUndoesTheNestedPart() {
        STM.run(tx -> {
            word.set(tx, "outer");
            number.add(tx, 10);
            assertThrows(
                    Mine.class,
                    () -> tx.<String, Mine>nested(in -> {
                        word.set(in, "nested");
                        number.add(in, 100);
                        assertEquals(111, number.get(in));
                        throw new Mine();
                    }));
            assertEquals("outer", word.get(tx));
            assertEquals(11, number.get(tx));
        });
        assertEquals("outer", word.now());
        assertEquals(11, number.now());
    }

    @Test
    void nestedBlockThatThrewCommitsNothing() {
        assertThrows(
                Mine.class,
                () -> STM.<Mine>run(tx -> {
                    word.set(tx, "outer");
                    STM.<Mine>run(in -> {
                        word.set(in, "nested");
                        number.set(in, 5);
                        throw new Mine();
                    });
                }));
        assertEquals("old", word.now());
        assertEquals(1, number.now());
    }

    @Test
    void aJoinedTransactionIsUndoneAloneWhenItsExceptionIsCaught() {
        STM.run(tx -> {
            word.set(tx, "outer");
            assertThrows(
                    Mine.class,
                    () -> STM.<Mine>run(in -> {
                        word.set(in, "joined");
                        throw new Mine();
                    }));
        });
        assertEquals("outer", word.now());
    }

    @Test
    void aJoinedTransactionSeesAndExtendsTheOuterOne() {
        STM.run(tx -> {
            word.set(tx, "outer");
            String joined = STM.atomically(in -> {
                assertEquals("outer", word.get(tx), "the outer Txn can be used inside, too");
                return word.update(in, s -> s + "+joined");
            });
            assertEquals("outer+joined", joined);
            assertEquals("old", word.now(), "nothing is visible before the outer one commits");
        });
        assertEquals("outer+joined", word.now());
    }

    @Test
    void theOptionsOfAJoinedTransactionDoNotCount() {
        int[] attempts = {0};
        STM.run(tx -> {
            int seen = (int) number.get(tx);
            if (++attempts[0] < 5) {
                TestThreads.elsewhere(() -> STM.run(in -> number.add(in, 1)));
            }
            STM.with(TxnOptions.defaults().withMaxAttempts(1).withTimeout(Duration.ofNanos(1)))
                    .run(in -> number.set(in, 2 * seen));
        });
        assertEquals(5, attempts[0]);
        assertEquals(10, number.now());
    }

    @Test
    void anExceptionReachesTheCallerUnchanged() {
        IOException checked = new IOException("disk");
        Error error = new AssertionError("mine");
        RuntimeException unchecked = new UnsupportedOperationException();
        for (Throwable mine : new Throwable[] {checked, error, unchecked}) {
            assertSame(
                    mine,
                    assertThrows(
                            Throwable.class,
                            () -> STM.<Throwable>run(tx -> {
                                word.set(tx, "new");
                                throw mine;
                            })));
            assertSame(
                    mine,
                    assertThrows(
                            Throwable.class,
                            () -> STM.snapshot(tx -> {
                                throw mine;
                            })));
        }
        assertEquals("old", word.now());
    }

    @Test
    void aCheckedExceptionKeepsItsTypeThroughEveryLayer() {
        try {
            String ignored = STM.<String, IOException>atomically(
                    tx -> tx.<String, IOException>nested(in -> in.<String, IOException>orElse(Txn::retry, deep -> {
                        throw new IOException("deep");
                    })));
            throw new AssertionError("unexpected " + ignored);
        } catch (IOException e) { // does not compile unless IOException is what the calls declare
            assertEquals("deep", e.getMessage());
        }
    }

    @Test
    void nestedPartsAreUndoneToTheirOwnBeginningOnly() {
        STM.run(tx -> {
            word.set(tx, "1");
            assertThrows(
                    Mine.class,
                    () -> tx.<String, Mine>nested(in -> {
                        word.set(in, "2");
                        in.<String, Mine>nested(deep -> word.getAndSet(deep, "3"));
                        assertEquals("3", word.get(in));
                        assertThrows(
                                Mine.class,
                                () -> in.<String, Mine>nested(deep -> {
                                    word.set(deep, "4");
                                    throw new Mine();
                                }));
                        assertEquals("3", word.get(in));
                        throw new Mine();
                    }));
            assertEquals("1", word.get(tx));
        });
        assertEquals("1", word.now());
    }

    @Test
    void manyVariablesOfAnUndonePartAreForgottenAndFoundAgain() {
        TLong[] cells = new TLong[100];
        java.util.Arrays.setAll(cells, i -> TLong.of(i));
        STM.run(tx -> {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 10; i++) {
                    cells[i].set(tx, -1);
                }
                assertThrows(
                        Mine.class,
                        () -> tx.<String, Mine>nested(in -> {
                            for (TLong cell : cells) {
                                cell.add(in, 1_000);
                            }
                            throw new Mine();
                        }));
                for (int i = 0; i < 100; i++) {
                    assertEquals(i < 10 ? -1 : i, cells[i].get(tx));
                }
            }
        });
        assertEquals(99, cells[99].now());
        assertEquals(-1, cells[9].now());
    }
}
