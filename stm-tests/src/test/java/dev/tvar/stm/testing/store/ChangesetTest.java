package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.TStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A changeset runs as often as its policy allows, and swallows no exception. */
class ChangesetTest {
    private static final Duration NONE = Duration.ZERO;

    private final TStore store = TStore.create();
    private final AtomicInteger runs = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void aChangesetThatAlwaysLosesRunsExactlyAsOftenAsAllowed(int maxTries) {
        ConcurrentUpdateException last = assertThrows(
                ConcurrentUpdateException.class,
                () -> store.changeset(RetryPolicy.tries(maxTries).withPauses(NONE, NONE), List.of("n"), checkout -> {
                    runs.incrementAndGet();
                    checkout.set("n", -1L);
                    Stores.commit(store, "n", 0L); // another is faster
                }));
        assertEquals(maxTries, runs.get());
        assertEquals(maxTries - 1, Objects.requireNonNull(last.moved().get("n")).checkedOut());
        assertEquals(maxTries, store.version("n"));
        assertEquals(0L, store.export().get("n"));
    }

    @Test
    void aChangesetThatLosesTwiceSucceedsInItsThirdTry() {
        Checkout handle = store.changeset(RetryPolicy.tries(3), List.of("n"), checkout -> {
            if (runs.incrementAndGet() < 3) {
                Stores.commit(store, "n", 0L);
            }
            checkout.set("n", 7L);
        });
        assertEquals(3, runs.get());
        assertEquals(7L, handle.get("n"));
        assertEquals(3, handle.version("n"));
        assertEquals(3, store.version("n"));
        assertEquals(7L, store.export().get("n"));
    }

    @Test
    void eachTryBeginsWithAFreshCheckout() {
        Stores.commit(store, "n", 10L);
        store.changeset(RetryPolicy.tries(2), List.of("n"), checkout -> {
            long seen = Objects.requireNonNull(checkout.get("n", Long.class));
            checkout.set("n", seen + 1);
            if (runs.incrementAndGet() == 1) {
                Stores.commit(store, "n", 20L);
            }
        });
        assertEquals(21L, store.export().get("n"));
    }

    @Test
    void anotherExceptionEndsItAtOnceAndUnchanged() {
        IOException thrown = new IOException("no paper");
        IOException caught = assertThrows(
                IOException.class,
                () -> store.changeset(RetryPolicy.tries(5), List.of("n"), checkout -> {
                    runs.incrementAndGet();
                    checkout.set("n", 1L);
                    throw thrown;
                }));
        assertSame(thrown, caught);
        assertEquals(1, runs.get());
        assertEquals(0, store.version("n"));
    }

    @Test
    void noTryBeginsAfterTheTimeLimit() {
        RetryPolicy policy = RetryPolicy.within(Duration.ofMillis(20)).withPauses(NONE, NONE);
        long begun = System.nanoTime();
        assertThrows(
                ConcurrentUpdateException.class,
                () -> store.changeset(policy, List.of("n"), checkout -> {
                    runs.incrementAndGet();
                    Stores.commit(store, "n", 0L);
                }));
        assertTrue(System.nanoTime() - begun >= 20_000_000, "gave up before the limit");
        assertEquals(runs.get(), store.version("n"));
    }

    @Test
    void aTimeLimitThatHasPassedStillAllowsTheFirstTry() {
        RetryPolicy policy = RetryPolicy.within(Duration.ofNanos(1));
        store.changeset(policy, List.of("n"), checkout -> checkout.set("n", 1L));
        assertEquals(1, store.version("n"));
    }

    @Test
    void anInterruptBetweenTriesKeepsTheFlagAndThrowsTheConflict() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    ConcurrentUpdateException.class,
                    () -> store.changeset(
                            RetryPolicy.tries(1000).withPauses(Duration.ofDays(1), Duration.ofDays(1)),
                            List.of("n"),
                            checkout -> {
                                runs.incrementAndGet();
                                Stores.commit(store, "n", 0L);
                            }));
        } finally {
            assertTrue(Thread.interrupted(), "the flag is lost");
        }
        assertEquals(1, runs.get());
    }

    @Test
    void policiesThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> RetryPolicy.tries(0));
        assertThrows(IllegalArgumentException.class, () -> RetryPolicy.within(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> RetryPolicy.tries(1)
                .withPauses(Duration.ofNanos(-1), Duration.ZERO));
    }
}
