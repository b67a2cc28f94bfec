package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.spi.CommitParticipant;
import dev.tvar.stm.testing.explore.Scenario;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Programs about one transaction and a concurrent one, small enough for all their schedules. */
enum LawPrograms implements Supplier<Scenario> {
    /** A body that swallows its retry commits nothing until an attempt does not retry. */
    SWALLOWED_RETRY {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            TLong y = TLong.named("y", 0);
            return new Scenario()
                    .thread(
                            "swallower",
                            () -> STM.run(tx -> {
                                y.set(tx, x.get(tx) + 10);
                                if (x.get(tx) == 0) {
                                    retryAndSwallow(tx);
                                }
                            }))
                    .thread("setter", () -> STM.run(tx -> x.set(tx, 1)))
                    .atTheEnd(() -> assertEquals(11, y.now()));
        }
    },

    /** An attempt whose participant swallows its retry commits nothing. */
    SWALLOWED_BY_A_PARTICIPANT {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            TLong y = TLong.named("y", 0);
            CommitParticipant waiting = new CommitParticipant() {
                @Override
                public void prepare(Txn tx) {
                    if (x.get(tx) == 0) {
                        retryAndSwallow(tx);
                    }
                }

                @Override
                public void confirm() {
                    // nothing to do
                }
            };
            return new Scenario()
                    .thread(
                            "swallower",
                            () -> STM.run(tx -> {
                                y.set(tx, x.get(tx) + 10);
                                tx.enlist(waiting);
                            }))
                    .thread("setter", () -> STM.run(tx -> x.set(tx, 1)))
                    .atTheEnd(() -> assertEquals(11, y.now()));
        }
    },

    /** A Txn that has escaped from its body is refused. */
    ESCAPED_TXN {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            Txn[] escaped = new Txn[1];
            return new Scenario()
                    .thread("keeper", () -> {
                        STM.run(tx -> {
                            escaped[0] = tx;
                            x.add(tx, 1);
                        });
                        assertThrows(IllegalStateException.class, () -> escaped[0].check(true));
                    })
                    .thread("other", () -> STM.run(tx -> x.add(tx, 1)))
                    .atTheEnd(() -> assertEquals(2, x.now()));
        }
    },

    /** The Txn of a nested part is refused after the part, although the transaction continues. */
    ESCAPED_PART {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            Txn[] escaped = new Txn[1];
            return new Scenario()
                    .thread(
                            "keeper",
                            () -> STM.run(tx -> {
                                tx.nested(in -> escaped[0] = in);
                                assertThrows(IllegalStateException.class, () -> x.add(escaped[0], 1));
                                x.add(tx, 1);
                            }))
                    .thread("other", () -> STM.run(tx -> x.add(tx, 1)))
                    .atTheEnd(() -> assertEquals(2, x.now()));
        }
    },

    /** Hooks of a nested part that failed do not run. */
    HOOKS_OF_A_FAILED_PART {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            AtomicInteger ran = new AtomicInteger();
            return new Scenario()
                    .thread(
                            "nesting",
                            () -> STM.run(tx -> {
                                x.set(tx, x.get(tx) + 1);
                                fail(tx, in -> in.afterCommit(ran::incrementAndGet));
                            }))
                    .thread("other", () -> STM.run(tx -> x.add(tx, 1)))
                    .atTheEnd(() -> assertEquals(0, ran.get(), "hooks of a failed part"));
        }
    },

    /** Each transaction runs its hooks once, however many attempts it takes. */
    HOOKS_OF_LOST_ATTEMPTS {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            AtomicInteger ran = new AtomicInteger();
            Scenario.Body increment = () -> STM.run(tx -> {
                tx.afterCommit(ran::incrementAndGet);
                x.set(tx, x.get(tx) + 1);
            });
            return new Scenario()
                    .thread("one", increment)
                    .thread("two", increment)
                    .atTheEnd(() -> assertEquals(2, ran.get(), "hooks of two transactions"));
        }
    },

    /** The hooks of a transaction do not run at the end of the next one. */
    HOOKS_OF_THE_LAST_TRANSACTION {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            AtomicInteger ran = new AtomicInteger();
            TxnAction<RuntimeException> add = tx -> {
                tx.afterCommit(ran::incrementAndGet);
                x.add(tx, 1);
            };
            Scenario.Body two = () -> {
                STM.run(add);
                STM.run(add);
            };
            return new Scenario()
                    .thread("one", two)
                    .thread("two", two)
                    .atTheEnd(() -> assertEquals(4, ran.get(), "hooks of four transactions"));
        }
    },

    /** Each commit is prepared in its transaction and confirmed after it, once. */
    PREPARED_AND_CONFIRMED {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            TLong prepared = TLong.named("prepared", 0);
            AtomicInteger confirmed = new AtomicInteger();
            CommitParticipant participant = new CommitParticipant() {
                @Override
                public void prepare(Txn tx) {
                    prepared.add(tx, 1);
                }

                @Override
                public void confirm() {
                    confirmed.incrementAndGet();
                }
            };
            Scenario.Body increment = () -> STM.run(tx -> {
                tx.enlist(participant);
                x.set(tx, x.get(tx) + 1);
            });
            return new Scenario()
                    .thread("one", increment)
                    .thread("two", increment)
                    .atTheEnd(() -> {
                        assertEquals(2, prepared.now(), "prepared with its transaction");
                        assertEquals(2, confirmed.get(), "confirmed");
                    });
        }
    },

    /** A nested part that fails restores the outer writes that it changed. */
    CHANGED_IN_A_FAILED_PART {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            return new Scenario()
                    .thread(
                            "nesting",
                            () -> STM.run(tx -> {
                                x.set(tx, 1);
                                fail(tx, in -> x.set(in, 2));
                            }))
                    .thread("reader", () -> STM.run(tx -> assertNotEquals(2, x.get(tx), "from a failed part")))
                    .atTheEnd(() -> assertEquals(1, x.now()));
        }
    };

    private interface Part {
        void run(Txn tx);
    }

    private static void retryAndSwallow(Txn tx) {
        try {
            tx.retry();
        } catch (Throwable swallowed) {
            // as bodies do that catch everything
        }
    }

    /** Runs a nested part that fails, and continues. */
    private static void fail(Txn tx, Part part) {
        try {
            tx.nested(in -> {
                part.run(in);
                throw new IllegalStateException("undo");
            });
        } catch (IllegalStateException undone) {
            // the rest of the transaction continues
        }
    }
}
