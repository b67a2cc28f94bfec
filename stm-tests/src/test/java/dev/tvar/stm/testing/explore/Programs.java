package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Standard programs: each shows one promise of the engine on two to four threads, and asserts it. */
public enum Programs implements Supplier<Scenario> {
    /** Two transfers in opposite directions, by answers and blind adds. */
    TWO_TRANSFERS {
        @Override
        public Scenario get() {
            TLong alice = TLong.named("alice", 100);
            TLong bob = TLong.named("bob", 100);
            return new Scenario()
                    .thread("one", () -> Moves.transfer(alice, bob, 30))
                    .thread("two", () -> Moves.transfer(bob, alice, 50))
                    .atTheEnd(() -> assertEquals(200, alice.now() + bob.now()));
        }
    },

    /** Two transfers that read and write. */
    TWO_TRANSFERS_BY_READ_AND_WRITE {
        @Override
        public Scenario get() {
            TLong alice = TLong.named("alice", 100);
            TLong bob = TLong.named("bob", 100);
            return new Scenario()
                    .thread("one", () -> Moves.move(alice, bob, 30))
                    .thread("two", () -> Moves.move(bob, alice, 50))
                    .atTheEnd(() -> {
                        assertEquals(120, alice.now());
                        assertEquals(80, bob.now());
                    });
        }
    },

    /** A transfer, a snapshot and an update transaction that both see all the money. */
    TRANSFER_AND_AUDITS {
        @Override
        public Scenario get() {
            TLong alice = TLong.named("alice", 100);
            TLong bob = TLong.named("bob", 100);
            TLong audits = TLong.named("audits", 0);
            return new Scenario()
                    .thread("teller", () -> {
                        Moves.move(alice, bob, 30);
                        Moves.move(bob, alice, 10);
                    })
                    .thread("snapshot", () -> {
                        long total = STM.snapshot(tx -> alice.get(tx) + bob.get(tx));
                        assertEquals(200, total, "in a snapshot");
                    })
                    .thread(
                            "auditor",
                            () -> STM.run(tx -> {
                                assertEquals(200, alice.get(tx) + bob.get(tx), "in a transaction");
                                audits.add(tx, 1);
                            }));
        }
    },

    /** Each of two may go off duty if the other stays on. */
    WRITE_SKEW {
        @Override
        public Scenario get() {
            TVar<Boolean> ann = TVar.named("ann on duty", true);
            TVar<Boolean> ben = TVar.named("ben on duty", true);
            return new Scenario()
                    .thread("ann", () -> Moves.goOffDuty(ann, ben))
                    .thread("ben", () -> Moves.goOffDuty(ben, ann))
                    .atTheEnd(() -> assertTrue(ann.now() || ben.now(), "no doctor is on duty"));
        }
    },

    /** A producer and a consumer wait for each other through a buffer of one. */
    HAND_OVER {
        @Override
        public Scenario get() {
            TLong full = TLong.named("full", 0);
            TLong sum = TLong.named("sum", 0);
            return new Scenario()
                    .thread("producer", () -> {
                        for (int item = 1; item <= 2; item++) {
                            long made = item;
                            STM.run(tx -> {
                                tx.check(full.get(tx) == 0);
                                full.set(tx, made);
                            });
                        }
                    })
                    .thread("consumer", () -> {
                        for (int item = 1; item <= 2; item++) {
                            long got = STM.atomically(tx -> {
                                long present = full.get(tx);
                                tx.check(present != 0);
                                full.set(tx, 0);
                                sum.add(tx, present);
                                return present;
                            });
                            assertEquals(item, got);
                        }
                    })
                    .atTheEnd(() -> assertEquals(3, sum.now()));
        }
    },

    /** Three threads wait for one change, one of them for another change as well: each wakes the next. */
    THREE_WAITERS {
        @Override
        public Scenario get() {
            TLong gate = TLong.named("gate", 0);
            TLong side = TLong.named("side", 0);
            Scenario.Body waits = () -> STM.run(tx -> tx.check(gate.get(tx) > 0));
            return new Scenario()
                    .thread("first", waits)
                    .thread("second", waits)
                    .thread("either", () -> STM.run(tx -> tx.check(gate.get(tx) > 0 || side.get(tx) > 1)))
                    .thread("opener", () -> {
                        STM.run(tx -> side.set(tx, 1));
                        STM.run(tx -> gate.set(tx, 1));
                    })
                    .atTheEnd(() -> assertEquals(1, gate.now()));
        }
    },

    /** A transaction that takes from one of two variables, and waits for both. */
    EITHER_OF_TWO {
        @Override
        public Scenario get() {
            TLong left = TLong.named("left", 0);
            TLong right = TLong.named("right", 0);
            TLong scratch = TLong.named("scratch", 0);
            return new Scenario()
                    .thread("taker", () -> {
                        for (int i = 0; i < 2; i++) {
                            STM.run(tx -> tx.orElse(
                                    in -> {
                                        scratch.add(in, 100);
                                        in.check(left.isAtLeast(in, 1));
                                        scratch.add(in, -100);
                                        left.add(in, -1);
                                        return true;
                                    },
                                    in -> {
                                        in.check(right.get(in) > 0);
                                        right.add(in, -1);
                                        return true;
                                    }));
                        }
                    })
                    .thread("giver left", () -> STM.run(tx -> left.add(tx, 1)))
                    .thread("giver right", () -> STM.run(tx -> right.add(tx, 1)))
                    .atTheEnd(() -> {
                        assertEquals(0, left.now() + right.now());
                        assertEquals(0, scratch.now(), "of a branch that retried");
                    });
        }
    },

    /** Two withdrawals from an account that covers only one. */
    WITHDRAWALS {
        @Override
        public Scenario get() {
            TLong account = TLong.named("account", 100);
            TLong paid = TLong.named("paid", 0);
            return new Scenario()
                    .thread("one", () -> Moves.transfer(account, paid, 80))
                    .thread("two", () -> Moves.transfer(account, paid, 70))
                    .atTheEnd(() -> {
                        assertTrue(account.now() >= 0, "overdrawn");
                        assertEquals(100, account.now() + paid.now());
                    });
        }
    },

    /** Two variables that are always equal, and a reader of both, also in attempts that fail. */
    EQUAL_PAIR {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            TLong y = TLong.named("y", 0);
            TLong seen = TLong.named("seen", 0);
            return new Scenario()
                    .thread("writer", () -> {
                        Moves.setBoth(x, 1, y, 1);
                        Moves.setBoth(x, 2, y, 2);
                    })
                    .thread(
                            "reader",
                            () -> STM.run(tx -> {
                                assertEquals(x.get(tx), y.get(tx), "zombie");
                                seen.set(tx, 1);
                            }));
        }
    },

    /** An answer that leaves and comes back: the states are (a, n, y) = (0, 10, 0), (0, 0, 1), (1, 10, 1). */
    ANSWERS_OF_ONE_INSTANT {
        @Override
        public Scenario get() {
            TLong a = TLong.named("a", 0);
            TLong n = TLong.named("n", 10);
            TLong y = TLong.named("y", 0);
            return new Scenario()
                    .thread("writer", () -> {
                        Moves.setBoth(n, 0, y, 1);
                        Moves.setBoth(n, 10, a, 1);
                    })
                    .thread(
                            "reader",
                            () -> STM.run(tx -> {
                                long seenA = a.get(tx);
                                boolean high = n.isAtLeast(tx, 5);
                                assertEquals(high ? seenA : seenA + 1, y.get(tx), "n is " + (high ? "high" : "low"));
                            }));
        }
    },

    /** A transaction in conflict at every attempt runs at most seventeen times. */
    TICKET {
        @Override
        public Scenario get() {
            TLong hot = TLong.named("hot", 0);
            TLong sum = TLong.named("sum", 0);
            TLong[] cold = new TLong[8];
            for (int i = 0; i < cold.length; i++) {
                cold[i] = TLong.named("cold" + i, 1);
            }
            AtomicInteger attempts = new AtomicInteger();
            return new Scenario()
                    .thread("victim", () -> {
                        STM.run(tx -> {
                            attempts.incrementAndGet();
                            long total = hot.get(tx);
                            for (TLong each : cold) {
                                total += each.get(tx);
                            }
                            sum.set(tx, total);
                        });
                        assertTrue(attempts.get() <= STM.ATTEMPTS_BEFORE_TICKET + 1, attempts + " attempts");
                    })
                    .thread("disturber", () -> {
                        for (int i = 0; i < DISTURBANCES; i++) {
                            STM.run(tx -> hot.add(tx, 1));
                        }
                    })
                    .atTheEnd(() -> assertEquals(DISTURBANCES, hot.now()));
        }
    },

    /** A nested part that fails leaves nothing, whatever other threads do. */
    NESTED {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            TLong y = TLong.named("y", 0);
            return new Scenario()
                    .thread(
                            "nesting",
                            () -> STM.run(tx -> {
                                x.add(tx, 1);
                                try {
                                    tx.nested(in -> {
                                        y.set(in, x.get(in) + 10);
                                        throw new IllegalStateException("undo");
                                    });
                                } catch (IllegalStateException undone) {
                                    y.add(tx, 1);
                                }
                            }))
                    .thread(
                            "other",
                            () -> STM.run(tx -> {
                                y.set(tx, y.get(tx) + 1);
                                x.add(tx, 1);
                            }))
                    .atTheEnd(() -> {
                        assertEquals(2, x.now());
                        assertEquals(2, y.now());
                    });
        }
    },

    /** More commits on one variable than versions may run ahead of the clock, and then a snapshot. */
    LONG_RUN_AND_SNAPSHOT {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 1);
            TLong y = TLong.named("y", 0);
            return new Scenario()
                    .thread("writer", () -> {
                        for (int i = 0; i < 140; i++) {
                            STM.run(tx -> {
                                x.add(tx, 1);
                                y.add(tx, -1);
                            });
                        }
                    })
                    .thread("snapshot", () -> {
                        long total = STM.snapshot(tx -> x.get(tx) + y.get(tx));
                        assertEquals(1, total);
                    });
        }
    },

    /** A wait with a limit ends by the change or by the limit, and only one of them counts. */
    IMPATIENT {
        @Override
        public Scenario get() {
            TLong x = TLong.named("x", 0);
            TLong got = TLong.named("got", 0);
            return new Scenario()
                    .thread(
                            "impatient",
                            () -> STM.run(tx -> {
                                if (!x.isAtLeast(tx, 1)) {
                                    tx.retryFor(Duration.ofMillis(5));
                                    got.set(tx, -1);
                                } else {
                                    got.set(tx, 1);
                                }
                            }))
                    .thread("limited", () -> {
                        try {
                            STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(3)))
                                    .run(tx -> tx.check(x.get(tx) == 2));
                        } catch (TxnTimeoutException e) {
                            STM.run(tx -> x.add(tx, 1));
                        }
                    })
                    .thread("giver", () -> STM.run(tx -> x.add(tx, 1)))
                    .atTheEnd(() -> assertTrue(got.now() != 0 && x.now() >= 1));
        }
    };

    private static final int DISTURBANCES = 200;
}
