package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.Copier;
import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.store.TStore;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The store and its callers never hold the same changeable object. */
class CopiesTest {
    record Point(int x, int y) {}

    record Line(Point from, Point to) {}

    /** A value that is changed in place. */
    static final class Basket {
        private final List<String> items;

        Basket(List<String> items) {
            this.items = new ArrayList<>(items);
        }

        Basket copy() {
            return new Basket(items);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Basket basket && items.equals(basket.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    record Cart(List<String> items) {}

    private final TStore store = TStore.create();

    @Test
    void aPrivateCopyChangesNothingInTheStoreUntilItIsSetAndCommitted() {
        store.declare("cart", Basket.class, Basket::copy);
        Stores.commit(store, "cart", items("apple"));
        Checkout handle = store.checkout("cart");
        cart(handle).items.add("pear");
        assertEquals(items("apple"), store.export().get("cart"));
        handle.commit(); // it was not set
        assertEquals(items("apple"), store.export().get("cart"));
        handle.set("cart", cart(handle));
        handle.commit();
        assertEquals(items("apple", "pear"), store.export().get("cart"));
    }

    @Test
    void aCommittedValueDoesNotChangeWithTheCallersObject() {
        store.declare("cart", Basket.class, Basket::copy);
        Basket own = items("apple");
        Checkout handle = store.checkout("cart");
        handle.set("cart", own);
        own.items.add("until the commit it is the caller's");
        handle.commit();
        own.items.add("pear");
        assertEquals(
                items("apple", "until the commit it is the caller's"),
                store.export().get("cart"));
        assertSame(own, handle.get("cart"));
    }

    @Test
    void aCommitDoesNotChangeTheCopyOfAnother() {
        store.declare("cart", Basket.class, Basket::copy);
        Stores.commit(store, "cart", items("apple"));
        Checkout before = store.checkout("cart");
        StoreSnapshot snapshot = store.snapshot();
        Stores.commit(store, "cart", items("pear"));
        assertEquals(items("apple"), before.get("cart"));
        assertEquals(items("apple"), snapshot.get("cart"));
    }

    @Test
    void snapshotAndExportGiveCopies() {
        Stores.commit(store, "bytes", new byte[] {1, 2});
        StoreSnapshot snapshot = store.snapshot();
        Objects.requireNonNull(snapshot.get("bytes", byte[].class))[0] = 9;
        ((byte[]) Objects.requireNonNull(store.export().get("bytes")))[0] = 9;
        assertArrayEquals(new byte[] {1, 2}, snapshot.get("bytes", byte[].class));
        assertArrayEquals(new byte[] {1, 2}, store.checkout("bytes").get("bytes", byte[].class));
    }

    @Test
    void immutableValuesGoAsTheyAre() {
        for (Object value :
                List.of("text", 1L, DayOfWeek.MONDAY, Instant.EPOCH, new Line(new Point(0, 0), new Point(1, 1)))) {
            Stores.commit(store, "key", value);
            assertSame(value, store.checkout("key").get("key"));
        }
    }

    @Test
    void aValueThatMayChangeIsRefusedWithoutACopier() {
        Checkout handle = store.checkout("cart");
        for (Object value : List.of(items("apple"), new Cart(List.of("apple")), new Object(), List.of("a"))) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> handle.set("cart", value));
            assertTrue(String.valueOf(refusal.getMessage()).contains("needs a copier"), refusal::getMessage);
        }
        handle.commit();
        assertEquals(0, store.version("cart"));
    }

    @Test
    void aDeclaredTypeIsKept() {
        store.declare("cart", Cart.class, Copier.identity());
        store.declare("cart", Cart.class, Copier.identity());
        Checkout handle = store.checkout("cart");
        assertThrows(IllegalArgumentException.class, () -> handle.set("cart", "a string"));
        assertThrows(IllegalArgumentException.class, () -> store.declare("cart", String.class, Copier.identity()));
        assertThrows(IllegalArgumentException.class, () -> store.declare("cart", Cart.class, cart -> cart));
        Stores.commit(store, "name", "a string");
        assertThrows(IllegalArgumentException.class, () -> store.var("name", Long.class));
        assertThrows(ClassCastException.class, () -> store.checkout("name").get("name", Long.class));
    }

    @Test
    void aTVarIsForImmutableValuesOnly() {
        store.declare("cart", Basket.class, Basket::copy);
        assertThrows(IllegalArgumentException.class, () -> store.var("cart", Basket.class));
        assertThrows(IllegalArgumentException.class, () -> store.var("bytes", byte[].class));
        assertThrows(IllegalArgumentException.class, () -> store.var("other", Cart.class));
    }

    private static Basket cart(Checkout handle) {
        return Objects.requireNonNull(handle.get("cart", Basket.class));
    }

    private static Basket items(String... items) {
        return new Basket(List.of(items));
    }
}
