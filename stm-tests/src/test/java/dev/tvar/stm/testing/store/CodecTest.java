package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.Copier;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.ValueCodec;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values round-trip through the disk, or are refused with a helpful message. */
class CodecTest {
    /** A type that has no codec of its own; its subtypes are written under it. */
    interface Shape {
        String text();
    }

    record Square(int side) implements Shape {
        @Override
        public String text() {
            return "square " + side;
        }
    }

    private static final ValueCodec<BigInteger> BIG =
            ValueCodec.of("big", BigInteger.class, BigInteger::toByteArray, BigInteger::new);
    private static final ValueCodec<Shape> SHAPES = ValueCodec.of(
            "shape",
            Shape.class,
            shape -> shape.text().getBytes(StandardCharsets.UTF_8),
            bytes -> new Square(Integer.parseInt(new String(bytes, StandardCharsets.UTF_8).substring(7))));

    private final DiskInMemory disk = new DiskInMemory();

    @Test
    void everyBuiltInCodecRoundTrips() {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                Long.MIN_VALUE,
                -1L,
                Integer.MAX_VALUE,
                0.1,
                Double.NaN,
                true,
                false,
                "",
                "zażółć \uD83D\uDE00",
                "\0\uFFFF",
                "half \uD800 pair",
                "\uDC00",
                null));
        for (Object value : values) {
            try (TStore store = disk.openStore(StoreOptions.defaults())) {
                Checkout handle = store.checkout("key");
                handle.set("key", value);
                handle.commit();
            }
            try (TStore again = disk.openStore(StoreOptions.defaults())) {
                assertEquals(value, again.export().get("key"));
            }
        }
        try (TStore again = disk.openStore(StoreOptions.defaults())) {
            assertEquals(values.size(), again.version("key"));
        }
    }

    @Test
    void bytesComeBackAsACopy() {
        try (TStore store = disk.openStore(StoreOptions.defaults())) {
            Stores.commit(store, "bytes", new byte[] {1, 2, 3});
        }
        try (TStore again = disk.openStore(StoreOptions.defaults())) {
            assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) again.export().get("bytes"));
        }
    }

    @Test
    void ownCodecsServeTheirTypeAndKeysDeclaredToBeOfIt() {
        StoreOptions options = StoreOptions.defaults().withCodec(BIG).withCodec(SHAPES);
        try (TStore store = disk.openStore(options)) {
            store.declare("shape", Shape.class, Copier.identity());
            Stores.commit(store, "big", BigInteger.TEN.pow(40), "shape", new Square(7));
        }
        try (TStore again = disk.openStore(options)) {
            assertEquals(BigInteger.TEN.pow(40), again.export().get("big"));
            again.declare("shape", Shape.class, Copier.identity());
            assertEquals(new Square(7), again.export().get("shape"));
        }
    }

    @Test
    void aTypeWithoutACodecIsRefusedBeforeAnythingIsWritten() {
        try (TStore store = disk.openStore(StoreOptions.defaults())) {
            Checkout handle = store.checkout("big");
            assertSays("no codec for java.math.BigInteger", () -> handle.set("big", BigInteger.ONE));
            assertSays("no codec for java.math.BigInteger", () -> store.var("big", BigInteger.class));
            assertSays("no codec for", () -> store.declare("shape", Shape.class, Copier.identity()));
            handle.commit();
            assertEquals(0, store.version("big"));
        }
    }

    @Test
    void aMissingCodecFailsOnlyTheReadersOfItsKey() {
        try (TStore store = disk.openStore(StoreOptions.defaults().withCodec(BIG))) {
            Stores.commit(store, "big", BigInteger.TEN, "small", 1L);
        }
        try (TStore store = disk.openStore(StoreOptions.defaults())) {
            Stores.commit(store, "small", 2L);
            StorageException missing = assertThrows(
                    StorageException.class, () -> store.checkout("big").get("big"));
            assertTrue(String.valueOf(missing.getMessage()).contains("codec 'big'"), missing::getMessage);
        }
        try (TStore store = disk.openStore(StoreOptions.defaults().withCodec(BIG))) {
            assertEquals(Map.of("big", BigInteger.TEN, "small", 2L), store.export());
        }
    }

    @Test
    void twoCodecsOfOneNameOrTypeAreRefused() {
        ValueCodec<BigInteger> sameName =
                ValueCodec.of("long", BigInteger.class, BigInteger::toByteArray, BigInteger::new);
        ValueCodec<Long> sameType = ValueCodec.of("other", Long.class, n -> new byte[0], b -> 0L);
        assertSays("named 'long'", () -> disk.openStore(StoreOptions.defaults().withCodec(sameName)));
        assertSays("Long", () -> disk.openStore(StoreOptions.defaults().withCodec(sameType)));
    }

    private static void assertSays(String words, Runnable call) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, call::run);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }
}
