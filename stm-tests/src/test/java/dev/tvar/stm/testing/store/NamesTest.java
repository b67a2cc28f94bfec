package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The set of keys belongs to the read set of a transaction: consistent at one instant, with conflicts and wake-ups. */
class NamesTest {
    /** The kinds of store; other processes also write the storage of a shared one. */
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

    /** A query whose result changes when the key "a" is created. */
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

    /** A history of the key "a" that ends with its creation. An undone part must leave no trace that hides the creation. */
    enum Creation {
        AT_ONCE(store -> create(store, "a")),
        AFTER_AN_UNDONE_TRANSACTION(store -> undoneThenCreated(Undoing.THE_TRANSACTION, store)),
        AFTER_AN_UNDONE_NESTED_PART(store -> undoneThenCreated(Undoing.A_NESTED_PART, store)),
        AFTER_AN_UNDONE_BRANCH(store -> undoneThenCreated(Undoing.A_BRANCH, store)),
        BY_THE_TRANSACTION_OF_AN_UNDONE_NESTED_PART(
                store -> STM.run(tx -> undoneThenCreated(Undoing.A_NESTED_PART, store))),
        BY_THE_TRANSACTION_OF_AN_UNDONE_BRANCH(store -> STM.run(tx -> undoneThenCreated(Undoing.A_BRANCH, store)));

        private final Consumer<TStore> history;

        Creation(Consumer<TStore> history) {
            this.history = history;
        }

        private static void undoneThenCreated(Undoing undoing, TStore store) {
            undoing.doAndUndo(tx -> create(store, "a"));
            create(store, "a");
        }

        void createIn(TStore store) {
            history.accept(store);
        }
    }

    static Stream<Arguments> questionsAndCreations() {
        return Stream.of(Question.values())
                .flatMap(question -> Stream.of(Creation.values()).map(creation -> arguments(question, creation)));
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

    /** A transaction finds no key; before it commits, another transaction creates one: the first runs again, and finds the key. */
    @ParameterizedTest
    @MethodSource("questionsAndCreations")
    void aKeyThatIsCreatedMeanwhileIsAConflict(Question question, Creation creation) {
        inEach(store -> {
            List<Boolean> answers = new ArrayList<>();
            STM.run(tx -> {
                answers.add(question.isThere(store));
                if (answers.size() == 1) {
                    TestThreads.elsewhere(() -> creation.createIn(store));
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
    @MethodSource("questionsAndCreations")
    void aTransactionThatWaitsForAKeyIsWoken(Question question, Creation creation) {
        inEach(store -> {
            TestThreads workers = new TestThreads();
            Thread waiter = workers.start(() -> STM.run(tx -> tx.check(question.isThere(store))));
            TestThreads.untilWaiting(waiter);
            TestThreads.elsewhere(() -> creation.createIn(store));
            workers.join();
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
                TestThreads.elsewhere(() -> create(store, "a"));
                TestThreads.elsewhere(() -> create(store, "other"));
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

    /**
     * Asserts that a scenario has no conflict. A durable store lists its changes by thread; a few threads share a list, and
     * conflict. The rounds use different threads, so there only some of the rounds may have a conflict.
     *
     * @param runs returns how often the body was run
     */
    private static void assertNoConflict(Place place, ToIntFunction<TStore> runs) {
        IntSummaryStatistics rounds = IntStream.range(0, 6)
                .map(round -> {
                    try (TStore store = place.open()) {
                        return runs.applyAsInt(store);
                    }
                })
                .summaryStatistics();
        assertEquals(1, place == Place.DISK ? rounds.getMin() : rounds.getMax());
    }

    /** A transaction that asks for names depends on the set of keys only. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void aCommitToAKnownKeyIsNoConflictForNames(Place place) {
        assertNoConflict(place, store -> {
            create(store, "known");
            int[] runs = new int[1];
            STM.run(tx -> {
                runs[0]++;
                assertEquals(1, store.names().size());
                TestThreads.elsewhere(() -> create(store, "known"));
                store.var("new", Long.class).set(tx, 1L);
            });
            return runs[0];
        });
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void twoThatCreateDifferentKeysDoNotConflict(Place place) {
        assertNoConflict(place, store -> {
            int[] runs = new int[1];
            STM.run(tx -> {
                runs[0]++;
                store.var("one", Long.class).set(tx, 1L);
                TestThreads.elsewhere(() -> create(store, "two"));
            });
            assertEquals(Set.of("one", "two"), store.names());
            return runs[0];
        });
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void twoThatWriteAnExistingKeyWithoutReadingItDoNotConflict(Place place) {
        assertNoConflict(place, store -> {
            TVar<@Nullable Long> a = store.var("a", Long.class);
            create(store, "a");
            int[] runs = new int[1];
            STM.run(tx -> {
                runs[0]++;
                a.set(tx, 2L);
                TestThreads.elsewhere(() -> STM.run(in -> a.set(in, 3L)));
            });
            assertEquals(2L, a.now());
            return runs[0];
        });
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
                TestThreads.elsewhere(() -> create(there, "a")); // the mirror here does not show it yet
            }
            here.var("b", Long.class).set(tx, 1L);
        });
        assertEquals(List.of(false, true), answers);

        TestThreads workers = new TestThreads();
        Thread waiter = workers.start(() -> STM.run(tx -> tx.check(!question.isThere(here))));
        TestThreads.untilWaiting(waiter);
        TestThreads.elsewhere(() -> {
            shared.remove("a");
            here.catchUp();
        });
        workers.join();
        assertEquals(Set.of("b", "first"), here.names());
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void noTwoOfManyThreadsAreTheFirst(Place place) {
        int threads = 4;
        for (int round = 0; round < 50; round++) {
            try (TStore store = place.open()) {
                TestThreads workers = new TestThreads();
                for (int i = 0; i < threads; i++) {
                    String own = "key of " + i;
                    workers.start(() -> STM.run(tx -> {
                        if (store.names().isEmpty()) {
                            store.var(own, Long.class).set(tx, 1L);
                        }
                    }));
                }
                workers.join();
                assertEquals(1, store.names().size());
                assertEquals(Map.of(store.names().first(), 1L), store.export());
            }
        }
    }
}
