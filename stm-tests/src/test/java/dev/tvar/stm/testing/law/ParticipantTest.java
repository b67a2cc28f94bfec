package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.spi.CommitParticipant;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Participants prepare a commit inside the transaction and confirm it afterwards; their exceptions reach the caller. */
class ParticipantTest {
    private final TVar<Integer> x = TVar.named("x", 0);
    private final List<String> log = new ArrayList<>();

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static CommitParticipant participant(Consumer<Txn> prepare, Runnable confirm) {
        return new CommitParticipant() {
            @Override
            public void prepare(Txn tx) {
                prepare.accept(tx);
            }

            @Override
            public void confirm() {
                confirm.run();
            }
        };
    }

    private CommitParticipant logged(String name) {
        return participant(tx -> log.add(name + " prepares"), () -> log.add(name + " confirms"));
    }

    private static void refuse() {
        throw new Refusal();
    }

    @Test
    void participantsPrepareAfterTheBodyAndConfirmBeforeTheHooks() {
        STM.run(tx -> {
            tx.afterCommit(() -> log.add("hook"));
            tx.enlist(logged("one"));
            tx.enlist(logged("two"));
            x.set(tx, 1);
            log.add("body");
        });
        assertEquals(List.of("body", "one prepares", "two prepares", "one confirms", "two confirms", "hook"), log);
    }

    @Test
    void writesOfAPreparationArePartOfTheTransaction() {
        STM.run(tx -> {
            x.set(tx, 1);
            tx.enlist(participant(
                    in -> {
                        x.update(in, n -> n + 10);
                        STM.run(joined -> x.update(joined, n -> n + 100));
                        assertEquals(0, x.now());
                    },
                    () -> assertEquals(111, x.now())));
        });
        assertEquals(111, x.now());
    }

    @Test
    void anExceptionFromAPreparationUndoesTheTransaction() {
        assertThrows(
                Refusal.class,
                () -> STM.run(tx -> {
                    x.set(tx, 1);
                    tx.afterCommit(() -> log.add("committed"));
                    tx.afterRollback(() -> log.add("rolled back"));
                    tx.enlist(logged("one"));
                    tx.enlist(participant(in -> refuse(), () -> log.add("confirmed")));
                }));
        assertEquals(0, x.now());
        assertEquals(List.of("one prepares", "rolled back"), log);
        STM.run(tx -> x.set(tx, 2)); // no effect remains
        assertEquals(2, x.now());
        assertEquals(2, log.size());
    }

    @Test
    void anExceptionFromAConfirmationReachesTheCallerAfterAllElse() {
        Refusal first = new Refusal();
        Error second = new AssertionError("second");
        Throwable thrown = assertThrows(
                Refusal.class,
                () -> STM.run(tx -> {
                    x.set(tx, 1);
                    tx.enlist(participant(in -> {}, () -> {
                        throw first;
                    }));
                    tx.enlist(participant(in -> {}, () -> {
                        throw second;
                    }));
                    tx.enlist(logged("third"));
                    tx.afterCommit(() -> log.add("hook"));
                    tx.afterRollback(() -> log.add("rolled back"));
                }));
        assertSame(first, thrown);
        assertEquals(List.of(second), List.of(thrown.getSuppressed()));
        assertEquals(1, x.now());
        assertEquals(List.of("third prepares", "third confirms", "hook"), log);
    }

    @Test
    void confirmingIsOutsideTheTransactionWithNothingLocked() {
        STM.run(tx -> {
            x.set(tx, 1);
            tx.enlist(participant(
                    in -> {
                        assertFalse(Internals.isLocked(x));
                        TestThreads.elsewhere(() -> assertEquals(0, x.now()));
                    },
                    () -> {
                        assertThrows(IllegalStateException.class, () -> x.get(tx));
                        assertFalse(Internals.isLocked(x));
                        TestThreads.elsewhere(() -> STM.run(in -> x.update(in, n -> n + 1)));
                        STM.run(in -> x.update(in, n -> n + 1));
                    }));
        });
        assertEquals(3, x.now());
    }

    @Test
    void theHandleForPreparingEndsWithIt() {
        Txn[] leaked = new Txn[1];
        STM.run(tx -> tx.enlist(participant(in -> leaked[0] = in, () -> {})));
        assertThrows(IllegalStateException.class, () -> x.get(Objects.requireNonNull(leaked[0])));
    }

    @Test
    void participantsOfAnUndonePartAreForgotten() {
        STM.run(tx -> {
            assertThrows(
                    Refusal.class,
                    () -> tx.nested(in -> {
                        in.enlist(logged("undone"));
                        throw new Refusal();
                    }));
            tx.<Boolean, RuntimeException>orElse(
                    first -> {
                        first.enlist(logged("left branch"));
                        return first.retry();
                    },
                    second -> {
                        second.enlist(logged("right branch"));
                        return true;
                    });
        });
        assertEquals(List.of("right branch prepares", "right branch confirms"), log);
    }

    @Test
    void aLostAttemptConfirmsNothing() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger confirmed = new AtomicInteger();
        STM.run(tx -> {
            boolean first = runs.getAndIncrement() == 0;
            int seen = x.get(tx);
            tx.enlist(participant(
                    in -> {
                        if (first) {
                            TestThreads.elsewhere(() -> STM.run(other -> x.set(other, 10)));
                        }
                    },
                    confirmed::incrementAndGet));
            x.set(tx, seen + 1);
        });
        assertEquals(11, x.now());
        assertEquals(2, runs.get());
        assertEquals(1, confirmed.get());
    }

    @Test
    void anAttemptThatIsLostAlreadyIsNotPrepared() {
        AtomicInteger prepared = new AtomicInteger();
        STM.run(tx -> {
            int seen = x.get(tx);
            if (seen == 0) {
                TestThreads.elsewhere(() -> STM.run(other -> x.set(other, 10)));
            }
            tx.enlist(participant(in -> prepared.incrementAndGet(), () -> {}));
            x.set(tx, seen + 1);
        });
        assertEquals(1, prepared.get());
    }

    @Test
    void aParticipantMayRetryAndSwallowingThatDoesNotHelp() {
        TLong gate = TLong.named("gate", 0);
        for (boolean swallow : new boolean[] {false, true}) {
            STM.run(tx -> gate.set(tx, 0));
            TestThreads threads = new TestThreads();
            Thread waiter = threads.start(() -> STM.run(tx -> {
                x.set(tx, 5);
                tx.enlist(participant(
                        in -> {
                            try {
                                in.check(gate.get(in) == 1);
                            } catch (Error signal) {
                                if (!swallow) {
                                    throw signal;
                                }
                            }
                        },
                        () -> assertEquals(1, gate.now())));
            }));
            TestThreads.untilWaiting(waiter);
            STM.run(tx -> gate.set(tx, 1));
            threads.join();
        }
        assertEquals(5, x.now());
    }

    @Test
    void aParticipantIsAskedAlsoInATransactionThatOnlyReads() {
        STM.run(tx -> {
            x.get(tx);
            tx.enlist(logged("reader"));
        });
        assertEquals(List.of("reader prepares", "reader confirms"), log);
    }
}
