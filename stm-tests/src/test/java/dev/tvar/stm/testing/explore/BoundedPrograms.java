package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.Decision;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Programs with numbers that have a floor: none leaves it, and none is refused without a reason. */
public enum BoundedPrograms implements Supplier<Scenario> {
    /** Of two blind transfers, of which the account covers one, one is refused; a snapshot sees no overdraft. */
    TWO_BLIND_TRANSFERS {
        @Override
        public Scenario get() {
            TLong from = TLong.bounded("from", 100, Bounds.atLeast(0));
            TLong to = TLong.bounded("to", 0, Bounds.atMost(100));
            AtomicInteger refused = new AtomicInteger();
            Scenario.Body transfer = () -> unlessRefused(refused, tx -> {
                from.add(tx, -60);
                to.add(tx, 60);
            });
            return new Scenario()
                    .thread("one", transfer)
                    .thread("two", transfer)
                    .thread(
                            "auditor",
                            () -> STM.runSnapshot(tx -> {
                                assertEquals(100, from.get(tx) + to.get(tx), "in a snapshot");
                                assertTrue(from.get(tx) >= 0, "overdrawn");
                            }))
                    .atTheEnd(() -> {
                        assertEquals(1, refused.get(), "refused transfers");
                        assertEquals(40, from.now());
                        assertEquals(60, to.now());
                    });
        }
    },

    /** The same for withdrawals that read and write. */
    TWO_WITHDRAWALS_BY_READ_AND_WRITE {
        @Override
        public Scenario get() {
            TLong account = TLong.bounded("account", 100, Bounds.atLeast(0));
            AtomicInteger refused = new AtomicInteger();
            Scenario.Body withdraw = () -> unlessRefused(refused, tx -> account.set(tx, account.get(tx) - 60));
            return new Scenario()
                    .thread("one", withdraw)
                    .thread("two", withdraw)
                    .atTheEnd(() -> {
                        assertEquals(1, refused.get(), "refused withdrawals");
                        assertEquals(40, account.now());
                    });
        }
    },

    /** A withdrawal from an account that covers it while it is open is never refused. */
    WITHDRAWAL_FROM_AN_OPEN_ACCOUNT {
        @Override
        public Scenario get() {
            TLong open = TLong.named("open", 1);
            TLong account = TLong.bounded("account", 30, Bounds.atLeast(0));
            TLong paid = TLong.named("paid", 0);
            return new Scenario()
                    .thread(
                            "customer",
                            () -> STM.run(tx -> {
                                if (open.get(tx) == 1) {
                                    account.add(tx, -30);
                                    paid.add(tx, 30);
                                }
                            }))
                    .thread(
                            "closer",
                            () -> STM.run(tx -> {
                                open.set(tx, 0);
                                paid.add(tx, account.get(tx));
                                account.set(tx, 0);
                            }))
                    .atTheEnd(() -> {
                        assertEquals(0, account.now());
                        assertEquals(30, paid.now());
                    });
        }
    },

    /** The same, where the customer asks the account itself. */
    WITHDRAWAL_THAT_IS_COVERED {
        @Override
        public Scenario get() {
            TLong account = TLong.bounded("account", 30, Bounds.atLeast(0));
            Scenario.Body withdraw = () -> STM.run(tx -> {
                if (account.isAtLeast(tx, 20)) {
                    account.add(tx, -20);
                }
            });
            return new Scenario()
                    .thread("one", withdraw)
                    .thread("two", withdraw)
                    .atTheEnd(() -> assertEquals(10, account.now()));
        }
    },

    /** A decider is asked only for values within the bounds. */
    DECIDED_ELSEWHERE {
        @Override
        public Scenario get() {
            TLong account = TLong.bounded("account", 30, Bounds.atLeast(0));
            AtomicInteger refused = new AtomicInteger();
            CommitDecider decider = (tx, uses) -> {
                uses.forEach(
                        use -> assertTrue(use.value() instanceof Long value && value >= 0, () -> "decided on " + use));
                return Decision.committed();
            };
            return new Scenario()
                    .thread(
                            "decided",
                            () -> unlessRefused(refused, tx -> {
                                tx.commitThrough(decider);
                                account.add(tx, -30);
                            }))
                    .thread("other", () -> STM.run(tx -> account.add(tx, -30)))
                    .atTheEnd(() -> assertEquals(0, account.now()));
        }
    };

    private static void unlessRefused(AtomicInteger refused, TxnAction<RuntimeException> body) {
        try {
            STM.run(body);
        } catch (OutOfBoundsException e) {
            refused.incrementAndGet();
        }
    }
}
