package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.store.TStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict mode finds side effects in bodies and now() inside transactions, and changes nothing for a body without them. */
@Tag("seam")
final class StrictModeTest {
    private final List<String> log = new ArrayList<>();
    private final TLong account = TLong.named("account", 100);

    @ParameterizedTest
    @ValueSource(
            classes = {
                StrictTests.SideEffectInAStrictMethod.class,
                StrictTests.SideEffectInAStrictClass.class,
                StrictTests.SideEffectInAStrictProperty.class
            })
    void aSideEffectInABodyIsFoundWithoutASecondThread(Class<?> tests) {
        String message = String.valueOf(Launched.run(tests).failure().getMessage());
        assertTrue(message.contains("[30 withdrawn]> but was: <[30 withdrawn, 30 withdrawn]>"), message);
    }

    @Test
    void nowInsideATransactionIsFoundAndExplained() {
        String message = String.valueOf(
                Launched.run(StrictTests.NowInAStrictMethod.class).failure().getMessage());
        assertTrue(message.startsWith("strict mode: now() of account was called inside a transaction."), message);
        assertTrue(message.endsWith("read with get(tx)"), message);
    }

    @ParameterizedTest
    @ValueSource(classes = {StrictTests.SideEffectInAnOrdinaryMethod.class, StrictTests.NowInAnOrdinaryMethod.class})
    void anOrdinaryTestFindsNeitherAndIsNotStrictAfterAStrictOne(Class<?> tests) {
        Launched.run(StrictTests.SideEffectInAStrictMethod.class);
        Launched launched = Launched.run(tests);
        assertEquals(List.of(), launched.failures());
        assertEquals(1, launched.passed());
    }

    @Test
    void eachPartOfATransactionRunsTwiceAndTheSecondRunCounts() {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            long result = STM.atomically(tx -> {
                log.add("body");
                account.add(tx, 1);
                tx.nested(inner -> log.add("nested"));
                tx.<Boolean, RuntimeException>orElse(
                        first -> {
                            log.add("first");
                            return first.retry();
                        },
                        second -> log.add("second"));
                STM.run(joined -> log.add("joined"));
                return account.get(tx);
            });
            assertEquals(101, result);
        }
        assertEquals(101, account.now());
        List<String> once = List.of("body", "nested", "first", "second", "joined");
        assertEquals(List.of(once, once), List.of(log.subList(0, 5), log.subList(5, log.size())));
    }

    @Test
    void hooksOfTheFirstRunAreThoseForARollback() {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            STM.run(tx -> {
                log.add("body");
                tx.afterRollback(() -> log.add("rolled back"));
                tx.afterCommit(() -> STM.run(own -> log.add("committed")));
            });
        }
        assertEquals(List.of("body", "rolled back", "body", "committed", "committed"), log);
    }

    @Test
    void anExceptionOfTheFirstRunIsForgottenAndThatOfTheSecondReachesTheCaller() {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            var thrown = assertThrows(
                    IllegalArgumentException.class,
                    () -> STM.run(tx -> {
                        log.add("body");
                        account.set(tx, 0);
                        throw new IllegalArgumentException("run " + log.size());
                    }));
            assertEquals("run 2", thrown.getMessage());
        }
        assertEquals(100, account.now());
    }

    @Test
    void aBodyThatRetriesWaitsAfterItsSecondRunOnly() throws InterruptedException {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            Thread depositor = new Thread(() -> STM.run(tx -> account.set(tx, 200)));
            STM.run(tx -> {
                log.add("body");
                if (log.size() == 2) {
                    depositor.start();
                }
                tx.check(account.get(tx) == 200);
            });
            depositor.join();
            assertTrue(log.size() >= 2);
        }
    }

    @Test
    void limitsDoNotCountTheFirstRun() {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            TxnOptions once = TxnOptions.defaults().withMaxAttempts(1);
            STM.with(once).run(tx -> log.add("body"));
            assertEquals(2, log.size());
            STM.run(tx -> {
                account.get(tx);
                tx.retryFor(Duration.ZERO); // no wait in either run
            });
        }
    }

    @Test
    void anInterruptInTheFirstRunEndsTheCall() {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            assertThrows(
                    InterruptedException.class,
                    () -> STM.run(tx -> {
                        log.add("body");
                        throw new InterruptedException();
                    }));
        }
        assertEquals(1, log.size());
    }

    @Test
    void aSnapshotRunsOnceAndNowInsideItThrows() {
        TVar<String> name = TVar.named("name", "x");
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            assertTrue(STM.<Boolean, RuntimeException>snapshot(tx -> log.add("snapshot")));
            assertEquals(1, log.size());
            var thrown = assertThrows(IllegalStateException.class, () -> STM.snapshot(tx -> name.now()));
            assertTrue(String.valueOf(thrown.getMessage()).contains("now() of name was called inside a snapshot"));
            assertEquals("x", name.now());
            STM.run(tx -> tx.afterCommit(() -> log.add(name.now())));
            assertEquals(List.of("snapshot", "x"), log);
        }
    }

    /** Some of them use now() themselves. */
    @Test
    void theStructuresOfTheLibraryWorkInStrictMode() {
        try (StrictMode strict = StrictMode.on()) {
            Objects.requireNonNull(strict);
            TMap<String, Integer> map = TMap.create();
            TSortedMap<Integer, Integer> sorted = TSortedMap.create();
            TSet<Integer> set = TSet.create();
            TQueue<Integer> queue = TQueue.create();
            TPriorityQueue<Integer> first = TPriorityQueue.create();
            TStore store = TStore.create();
            TVar<Long> stored = store.var("key", Long.class);
            for (int i = 0; i < 300; i++) {
                int key = i;
                STM.run(tx -> {
                    assertEquals(key == 0, map.isEmpty(tx));
                    map.put(tx, "key " + key, key);
                    sorted.put(tx, key, key);
                    set.add(tx, key);
                    queue.put(tx, key);
                    first.put(tx, -key);
                    stored.set(tx, (long) key);
                });
            }
            STM.run(tx -> {
                assertEquals(300, map.size(tx));
                assertEquals(300, sorted.size(tx));
                assertEquals(300, set.size(tx));
                assertEquals(0, queue.take(tx));
                assertEquals(-299, first.take(tx));
                assertEquals(299L, stored.get(tx));
                for (int i = 0; i < 300; i++) {
                    sorted.remove(tx, i);
                }
                assertTrue(sorted.isEmpty(tx));
            });
            assertFalse(STM.<Boolean, RuntimeException>snapshot(map::isEmpty));
        }
    }
}
