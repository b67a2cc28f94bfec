package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.Copier;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.TStore;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A type or copier that is declared between a set and its commit counts. */
class DeclaredLaterTest {
    /** Ways to commit a handle. */
    private static final List<Consumer<Checkout>> WAYS =
            List.of(Checkout::commit, Checkout::tryCommit, handle -> STM.run(tx -> handle.commit()), handle -> {
                handle.pullUpdates();
                handle.commit();
            });

    private final TStore store = TStore.create();

    static Stream<TStore> stores() {
        return Stream.of(
                TStore.create(),
                SharedMap.Process.of(new SharedMap()),
                new DiskInMemory().openStore(StoreOptions.defaults()));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aTypeDeclaredAfterTheSetIsCheckedAtTheCommit(TStore anyStore) {
        try (anyStore) {
            int number = 0;
            for (Consumer<Checkout> way : WAYS) {
                String key = "key " + number;
                String other = "other " + number++;
                Checkout handle = anyStore.checkout(key, other);
                handle.set(other, 1L);
                handle.set(key, "text");
                TVar<@Nullable Long> variable = anyStore.var(key, Long.class);
                assertSays(
                        "holds java.lang.Long, not java.lang.String",
                        assertThrows(IllegalArgumentException.class, () -> way.accept(handle)));
                assertNull(variable.now());
                assertEquals(0, anyStore.version(other));
                handle.set(key, 5L); // the handle can be put right
                handle.commit();
                assertEquals(5L, variable.now());
                assertEquals(1L, anyStore.export().get(other));
            }
        }
    }

    @Test
    void aTypeDeclaredByTheBodyOfAChangesetIsCheckedAtItsCommit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.changeset(RetryPolicy.tries(5), List.of("key"), handle -> {
                    handle.set("key", "text");
                    store.declare("key", Long.class, Copier.identity());
                }));
        assertTrue(store.names().isEmpty());
    }

    @Test
    void aCopierDeclaredAfterTheSetMakesTheCopy() {
        Checkout handle = store.checkout("key");
        handle.set("key", "text");
        store.declare("key", CharSequence.class, chars -> chars + " copied");
        handle.commit();
        assertEquals("text copied copied", store.export().get("key"));
    }

    @Test
    void theTypeIsCheckedBeforeTheCopierGetsTheValue() {
        Checkout handle = store.checkout("key");
        handle.set("key", "text");
        store.declare("key", int[].class, int[]::clone);
        assertSays("not java.lang.String", assertThrows(IllegalArgumentException.class, handle::commit));
        assertTrue(store.names().isEmpty());
    }

    @Test
    void aTypeIsNotDeclaredIfAnotherValueIsThere() {
        Stores.commit(store, "key", "text");
        assertThrows(IllegalArgumentException.class, () -> store.var("key", Long.class));
        Stores.commit(store, "key", "more text");
        assertEquals("more text", store.var("key", String.class).now());
    }

    private static void assertSays(String words, Throwable thrown) {
        assertTrue(String.valueOf(thrown.getMessage()).contains(words), thrown::toString);
    }
}
