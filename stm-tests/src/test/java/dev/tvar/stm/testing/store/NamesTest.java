package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.testing.law.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys there are is something that a transaction reads: of one instant, with conflicts and wake-ups. */
class NamesTest {
    /** Where the values of a store live; the store on a shared storage is another process's, too. */
    enum Place {
        MEMORY {
            @Override
            TStore open() {
                return TStore.create();
            }
        },
        DISK {
            @Override
            TStore open() {
                return new DiskInMemory().openStore(StoreOptions.defaults());
            }
        },
        SHARED {
            @Override
            TStore open() {
                return SharedMap.Process.of(new SharedMap());
            }
        };

        abstract TStore open();
    }

    /** A question whose answer changes when the key "a" is created. */
    enum Question {
        NAMES(store -> store.names().contains("a")),
        EMPTY(store -> !store.names().isEmpty()),
        SNAPSHOT(store -> store.snapshot().names().contains("a")),
        VERSION_IN_A_SNAPSHOT(store -> store.snapshot().version("a") > 0),
        EXPORT(store -> store.export().containsKey("a")),
        VERSION(store -> store.version("a") > 0),
        CHECKOUT(store -> store.checkout("a").version("a") > 0),
        VARIABLE(store -> STM.<@Nullable Long, RuntimeException>snapshot(store.var("a", Long.class)::get) != null);

        private final Predicate<TStore> asked;

        Question(Predicate<TStore> asked) {
            this.asked = asked;
        }

        boolean isThere(TStore store) {
            return asked.test(store);
        }
    }

    private static void inEach(Consumer<TStore> test) {
        for (Place place : Place.values()) {
            try (TStore store = place.open()) {
                test.accept(store);
            }
        }
    }

    private static void create(TStore store, String key) {
        STM.run(tx -> store.var(key, Long.class).set(tx, 1L));
    }

    /** While one has found no key, another creates it: the first runs again, and finds it. */
    @ParameterizedTest
    @EnumSource(Question.class)
    void aKeyThatIsCreatedMeanwhileIsAConflict(Question question) {
        inEach(store -> {
            List<Boolean> answers = new ArrayList<>();
            STM.run(tx -> {
                answers.add(question.isThere(store));
                if (answers.size() == 1) {
                    Crew.elsewhere(() -> create(store, "a"));
                }
                if (!answers.get(answers.size() - 1)) {
                    store.var("b", Long.class).set(tx, 1L);
                }
            });
            assertEquals(List.of(false, true), answers);
            assertEquals(Set.of("a"), store.names(), "there was no key to begin with, so one of them creates one");
        });
    }

    @ParameterizedTest
    @EnumSource(Question.class)
    void aTransactionThatWaitsForAKeyIsWoken(Question question) {
        inEach(store -> {
            Crew crew = new Crew();
            Thread waiter = crew.start(() -> STM.run(tx -> tx.check(question.isThere(store))));
            Crew.untilWaiting(waiter);
            Crew.elsewhere(() -> create(store, "a"));
            crew.join();
        });
    }

    @ParameterizedTest
    @EnumSource(Question.class)
    void aTransactionSeesItsOwnKeysUntilTheyAreUndone(Question question) {
        inEach(store -> STM.run(tx -> {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> tx.nested(in -> {
                        store.var("a", Long.class).set(in, 1L);
                        assertEquals(true, question.isThere(store));
                        throw new UnsupportedOperationException();
                    }));
            assertEquals(false, question.isThere(store));
        }));
    }

    @ParameterizedTest
    @EnumSource(Question.class)
    void aSnapshotSeesTheKeysOfItsInstant(Question question) {
        inEach(store -> {
            create(store, "other");
            STM.<Boolean, RuntimeException>snapshot(tx -> {
                Crew.elsewhere(() -> create(store, "a"));
                Crew.elsewhere(() -> create(store, "other"));
                assertEquals(Set.of("other"), store.names());
                if (question != Question.EMPTY) {
                    assertEquals(false, question.isThere(store));
                }
                assertEquals(1, store.snapshot().names().size());
                return true;
            });
            assertEquals(Set.of("a", "other"), store.names());
        });
    }

    /** Names depend on the names alone: commits to keys that are known are no conflict. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void aCommitToAKnownKeyIsNoConflictForNames(Place place) {
        try (TStore store = place.open()) {
            create(store, "known");
            int[] runs = new int[1];
            STM.run(tx -> {
                runs[0]++;
                assertEquals(1, store.names().size());
                Crew.elsewhere(() -> create(store, "known"));
                store.var("new", Long.class).set(tx, 1L);
            });
            assertEquals(1, runs[0]);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void twoThatCreateDifferentKeysDoNotConflict(Place place) {
        try (TStore store = place.open()) {
            int[] runs = new int[1];
            STM.run(tx -> {
                runs[0]++;
                store.var("one", Long.class).set(tx, 1L);
                Crew.elsewhere(() -> create(store, "two"));
            });
            assertEquals(1, runs[0]);
            assertEquals(Set.of("one", "two"), store.names());
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void twoThatWriteAnExistingKeyWithoutReadingItDoNotConflict(Place place) {
        try (TStore store = place.open()) {
            TVar<@Nullable Long> a = store.var("a", Long.class);
            create(store, "a");
            int[] runs = new int[1];
            STM.run(tx -> {
                runs[0]++;
                a.set(tx, 2L);
                Crew.elsewhere(() -> STM.run(in -> a.set(in, 3L)));
            });
            assertEquals(1, runs[0]);
            assertEquals(2L, a.now());
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aTransactionThatWritesMayAskForAllNames(Place place) {
        try (TStore store = place.open()) {
            for (int i = 0; i < 300; i++) {
                create(store, "key " + i);
            }
            STM.with(TxnOptions.defaults().withMaxAttempts(1)).run(tx -> {
                assertEquals(300, store.names().size());
                store.var("count", Long.class).set(tx, (long) store.names().size());
                assertEquals(301, store.names().size());
            });
            assertEquals(300L, store.export().get("count"));
        }
    }

    /** What processes other than this one create and remove. */
    @ParameterizedTest
    @EnumSource(
            value = Question.class,
            names = {"NAMES", "SNAPSHOT", "EXPORT", "VERSION"})
    void keysThatAnotherProcessCreatesAndRemovesAreConflictsAndWakeUps(Question question) {
        SharedMap shared = new SharedMap();
        SharedMap.Process here = SharedMap.Process.of(shared);
        SharedMap.Process there = SharedMap.Process.of(shared);
        create(here, "first");

        List<Boolean> answers = new ArrayList<>();
        STM.run(tx -> {
            answers.add(question.isThere(here));
            if (answers.size() == 1) {
                Crew.elsewhere(() -> create(there, "a")); // the mirror here does not show it yet
            }
            here.var("b", Long.class).set(tx, 1L);
        });
        assertEquals(List.of(false, true), answers);

        Crew crew = new Crew();
        Thread waiter = crew.start(() -> STM.run(tx -> tx.check(!question.isThere(here))));
        Crew.untilWaiting(waiter);
        Crew.elsewhere(() -> {
            shared.remove("a");
            here.catchUp();
        });
        crew.join();
        assertEquals(Set.of("b", "first"), here.names());
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void noTwoOfManyThreadsAreTheFirst(Place place) {
        int threads = 4;
        for (int round = 0; round < 50; round++) {
            try (TStore store = place.open()) {
                Crew crew = new Crew();
                for (int i = 0; i < threads; i++) {
                    String own = "key of " + i;
                    crew.start(() -> STM.run(tx -> {
                        if (store.names().isEmpty()) {
                            store.var(own, Long.class).set(tx, 1L);
                        }
                    }));
                }
                crew.join();
                assertEquals(1, store.names().size());
                assertEquals(Map.of(store.names().first(), 1L), store.export());
            }
        }
    }
}
