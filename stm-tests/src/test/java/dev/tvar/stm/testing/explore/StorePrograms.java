package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.store.BusyRetryException;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.store.TStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Small programs on the named store, and the properties that must hold in each of their schedules. */
enum StorePrograms implements Supplier<Scenario> {
    /** Two threads check out the same key and commit: each commit counts, and a late commit is refused. */
    A_VERSION_COUNTS_THE_COMMITS {
        @Override
        public Scenario get() {
            TStore store = store(0, 0);
            AtomicInteger committed = new AtomicInteger();
            Scenario.Body increment = () -> {
                Checkout checkout = store.checkout("ann");
                checkout.set("ann", balance(checkout, "ann") + 1);
                try {
                    checkout.commit();
                    committed.incrementAndGet();
                } catch (ConcurrentUpdateException refused) {
                    assertEquals(2, store.version("ann"), "refused for the other's commit");
                }
            };
            return new Scenario()
                    .thread("one", increment)
                    .thread("two", increment)
                    .atTheEnd(() -> {
                        assertEquals(committed.get(), balance(store.checkout("ann"), "ann"));
                        assertEquals(committed.get() + 1, store.version("ann"));
                    });
        }
    },

    /** Changesets move money back and forth until they succeed; a snapshot sees all of it. */
    CHANGESETS_CONSERVE_MONEY {
        @Override
        public Scenario get() {
            TStore store = store(60, 40);
            return new Scenario()
                    .thread("one", () -> transfer(store, "ann", "ben", 5))
                    .thread("two", () -> transfer(store, "ben", "ann", 7))
                    .thread("auditor", () -> {
                        StoreSnapshot seen = store.snapshot();
                        assertEquals(100, balance(seen, "ann") + balance(seen, "ben"));
                    })
                    .atTheEnd(() -> {
                        Checkout last = store.checkout("ann", "ben");
                        assertEquals(62, balance(last, "ann"));
                        assertEquals(38, balance(last, "ben"));
                    });
        }
    },

    /** A transaction on the variable of a key, concurrently with a checkout of it: neither silently overwrites the other. */
    A_VARIABLE_AND_A_CHECKOUT_MEET {
        @Override
        public Scenario get() {
            TStore store = store(60, 40);
            TVar<@Nullable Long> ann = store.var("ann", Long.class);
            AtomicInteger added = new AtomicInteger(1);
            return new Scenario()
                    .thread("variable", () -> STM.run(tx -> ann.set(tx, Objects.requireNonNull(ann.get(tx)) + 1)))
                    .thread("checkout", () -> {
                        try {
                            Checkout checkout = store.tryCheckout("ann");
                            checkout.set("ann", balance(checkout, "ann") + 10);
                            checkout.tryCommit();
                            added.addAndGet(10);
                        } catch (BusyRetryException | ConcurrentUpdateException refused) {
                            // nothing was written
                        }
                    })
                    .atTheEnd(() -> {
                        assertEquals(60 + added.get(), balance(store.checkout("ann"), "ann"));
                        assertEquals(added.get() > 1 ? 3 : 2, store.version("ann"));
                    });
        }
    },

    /** Two transactions read the names, and create a key each if there is none: in the end there is one key. */
    NO_SKEW_OVER_NAMES {
        @Override
        public Scenario get() {
            TStore store = TStore.create();
            return new Scenario()
                    .thread("one", () -> createIfEmpty(store, "ann"))
                    .thread("two", () -> createIfEmpty(store, "ben"))
                    .atTheEnd(() -> assertEquals(1, store.names().size()));
        }
    },

    /** A transaction that waits for a name is woken, and reads the value of that instant. */
    A_NAME_THAT_APPEARS_WAKES {
        @Override
        public Scenario get() {
            TStore store = TStore.create();
            return new Scenario()
                    .thread(
                            "waiter",
                            () -> STM.run(tx -> {
                                tx.check(store.names().contains("ann"));
                                assertEquals(5L, store.export().get("ann"));
                            }))
                    .thread(
                            "creator",
                            () -> STM.run(tx -> {
                                TVar<@Nullable Long> ann = store.var("ann", Long.class);
                                ann.set(tx, 4L);
                                ann.set(tx, 5L);
                            }));
        }
    },

    /** Two keys are created together: no transaction and no snapshot sees one of them alone. */
    TWO_NAMES_APPEAR_TOGETHER {
        @Override
        public Scenario get() {
            TStore store = TStore.create();
            return new Scenario()
                    .thread(
                            "creator",
                            () -> STM.run(tx -> {
                                create(tx, store, "ann");
                                create(tx, store, "ben");
                            }))
                    .thread("asker", () -> {
                        assertTrue(Set.of(0, 2).contains(store.names().size()));
                        STM.run(tx -> assertEquals(store.snapshot().names().contains("ben"), store.version("ann") > 0));
                    });
        }
    };

    private static final RetryPolicy STUBBORN =
            RetryPolicy.tries(Integer.MAX_VALUE).withPauses(Duration.ZERO, Duration.ZERO);

    private static TStore store(long ann, long ben) {
        TStore store = TStore.create();
        Checkout first = store.checkout("ann", "ben");
        first.set("ann", ann);
        first.set("ben", ben);
        first.commit();
        return store;
    }

    private static void createIfEmpty(TStore store, String key) {
        STM.run(tx -> {
            if (store.names().isEmpty()) {
                create(tx, store, key);
            }
        });
    }

    private static void create(Txn tx, TStore store, String key) {
        store.var(key, Long.class).set(tx, 1L);
    }

    private static long balance(Checkout checkout, String key) {
        return Objects.requireNonNull(checkout.get(key, Long.class));
    }

    private static long balance(StoreSnapshot snapshot, String key) {
        return (Long) Objects.requireNonNull(snapshot.get(key));
    }

    private static void transfer(TStore store, String from, String to, long amount) {
        store.changeset(STUBBORN, List.of(from, to), checkout -> {
            checkout.set(from, balance(checkout, from) - amount);
            checkout.set(to, balance(checkout, to) + amount);
        });
    }
}
