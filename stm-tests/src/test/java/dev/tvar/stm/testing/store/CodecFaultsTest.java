package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.Copier;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.UnreadableValue;
import dev.tvar.stm.store.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A codec or copier that refuses one value makes one commit fail, and nothing else. */
class CodecFaultsTest {
    private static final int LIMIT_SECONDS = 30;

    record Name(String text) {}

    private static final class Unchecked extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final DiskInMemory disk = new DiskInMemory();
    private Function<Name, byte @Nullable []> encoder = CodecFaultsTest::bytes;
    private Function<byte[], @Nullable Name> decoder = CodecFaultsTest::name;
    private TStore store = open();

    private static byte[] bytes(Name name) {
        return name.text.getBytes(StandardCharsets.UTF_8);
    }

    private static Name name(byte[] bytes) {
        return new Name(new String(bytes, StandardCharsets.UTF_8));
    }

    @SuppressWarnings("NullAway") // to see what happens when a codec returns null
    private TStore open() {
        return disk.openStore(StoreOptions.defaults()
                .withSync(SyncPolicy.WRITE)
                .withCodec(
                        ValueCodec.of("name", Name.class, name -> encoder.apply(name), read -> decoder.apply(read))));
    }

    @AfterEach
    void closeWithoutLoss() {
        store.close();
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new Unchecked(),
                new AssertionError("test"),
                new StackOverflowError("test"),
                new OutOfMemoryError("test"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anExceptionOfACodecReachesTheCallerAndNothingIsCommitted(Throwable fault) {
        Stores.commit(store, "customer", new Name("first"), "stock", 1L);
        encoder = name -> throwIt(fault);
        TVar<Name> customer = store.var("customer", Name.class);
        TVar<Long> stock = store.var("stock", Long.class);

        assertSame(
                fault,
                assertThrows(Throwable.class, () -> Stores.commit(store, "stock", 2L, "customer", new Name("bad"))));
        assertSame(
                fault,
                assertThrows(
                        Throwable.class,
                        () -> STM.run(tx -> {
                            stock.set(tx, 2L);
                            customer.set(tx, new Name("bad"));
                        })));
        AtomicInteger runs = new AtomicInteger();
        assertSame(
                fault,
                assertThrows(
                        Throwable.class,
                        () -> store.changeset(RetryPolicy.tries(5), List.of("customer"), handle -> {
                            runs.incrementAndGet();
                            handle.set("customer", new Name("bad"));
                        })));
        assertEquals(1, runs.get(), "a codec's exception is no conflict");
        assertUnchanged();
    }

    @Test
    void aCodecThatReturnsNullIsRefused() {
        Stores.commit(store, "customer", new Name("first"), "stock", 1L);
        encoder = name -> null;
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> Stores.commit(store, "customer", new Name("bad")));
        assertTrue(String.valueOf(refusal.getMessage()).contains("key 'customer'"), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains("codec 'name' returned null"), refusal::getMessage);
        assertUnchanged();
    }

    @Test
    void aCodecThatWritesToTheStoreIsRefused() {
        Stores.commit(store, "customer", new Name("first"), "stock", 1L);
        TVar<Long> stock = store.var("stock", Long.class);
        encoder = name -> {
            STM.run(tx -> stock.update(tx, n -> n + 1));
            return bytes(name);
        };
        assertThrows(IllegalStateException.class, () -> Stores.commit(store, "customer", new Name("bad")));
        TVar<Name> customer = store.var("customer", Name.class);
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    customer.set(tx, new Name("bad"));
                    stock.set(tx, 5L); // encoded first, and changed once more by the codec of the other
                }));
        assertUnchanged();
    }

    @Test
    void aCodecMayReadInTheTransactionThatIsCommitting() {
        TVar<Long> stock = store.var("stock", Long.class);
        encoder = name -> bytes(new Name(name.text + STM.<Long, RuntimeException>atomically(stock::get)));
        STM.run(tx -> {
            stock.set(tx, 7L);
            store.var("customer", Name.class).set(tx, new Name("agent "));
        });
        assertEquals("agent 7", onDisk("customer"));
    }

    /** The value that counts is the last one, wherever in the transaction it was written. */
    @Test
    void theEncodedValueIsTheCommittedOne() {
        TVar<Name> customer = store.var("customer", Name.class);
        STM.run(tx -> {
            customer.set(tx, new Name("first"));
            tx.nested(in -> customer.getAndSet(in, new Name("second")));
            undone(() -> tx.nested(in -> {
                customer.set(in, new Name("undone"));
                throw new Unchecked();
            }));
            customer.update(tx, name -> new Name(name.text + " and last"));
        });
        assertEquals("second and last", onDisk("customer"));
        assertEquals(new Name("second and last"), customer.now());
        STM.run(tx -> {
            undone(() -> tx.nested(in -> {
                customer.set(in, new Name("undone"));
                throw new Unchecked();
            }));
            customer.set(tx, new Name("after the undone part"));
        });
        assertEquals("after the undone part", onDisk("customer"));
    }

    @Test
    void aValueIsEncodedOncePerCommit() {
        AtomicInteger encodings = new AtomicInteger();
        encoder = name -> {
            encodings.incrementAndGet();
            return bytes(name);
        };
        TVar<Name> customer = store.var("customer", Name.class);
        STM.run(tx -> {
            for (int i = 0; i < 10; i++) {
                customer.set(tx, new Name("version " + i));
            }
        });
        Stores.commit(store, "customer", new Name("next"));
        assertEquals(2, encodings.get());
    }

    /** A slow codec holds no lock: other transactions commit meanwhile, also to the same keys. */
    @Test
    void whileACodecWorksOthersCommit() throws InterruptedException {
        CountDownLatch encoding = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        encoder = name -> {
            if (name.text.equals("slow")) {
                encoding.countDown();
                await(goOn);
            }
            return bytes(name);
        };
        TVar<Name> customer = store.var("customer", Name.class);
        Thread slow = new Thread(() -> STM.run(tx -> customer.set(tx, new Name("slow"))));
        slow.setDaemon(true);
        slow.start();
        assertTrue(encoding.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        Stores.commit(store, "stock", 1L);
        STM.run(tx -> customer.set(tx, new Name("fast")));
        assertEquals("fast", onDisk("customer"));
        goOn.countDown();
        slow.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertEquals("slow", onDisk("customer"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anExceptionOfACopierReachesTheCallerAndNothingIsCommitted(Throwable fault) {
        AtomicInteger copies = new AtomicInteger();
        store.declare("picture", byte[].class, picture -> {
            copies.incrementAndGet();
            return picture.length == 0 ? throwIt(fault) : picture.clone();
        });
        Stores.commit(store, "picture", new byte[] {1});
        Checkout handle = store.checkout("picture", "stock");
        handle.set("stock", 1L);
        handle.set("picture", new byte[0]);
        assertSame(fault, assertThrows(Throwable.class, handle::commit));
        assertEquals(Set.of("picture"), store.names());
        handle.set("picture", new byte[] {2}); // the handle can be put right
        handle.commit();
        assertEquals(2, store.version("picture"));
        assertTrue(copies.get() > 0);
    }

    // ---- reading

    @ParameterizedTest
    @MethodSource("faults")
    void anUndecodableValueFailsOnlyTheReadersOfItsKey(Throwable fault) {
        Stores.commit(store, "customer", new Name("first"), "stock", 1L);
        store.close();
        decoder = bytes -> throwIt(fault);
        if (fault instanceof OutOfMemoryError) { // not the value's fault, and more memory helps
            assertSame(fault, assertThrows(OutOfMemoryError.class, this::open));
            decoder = CodecFaultsTest::name;
            store = open();
            assertEquals(new Name("first"), store.export().get("customer"));
            return;
        }
        store = open();
        assertOnlyCustomerIsUnreadable(fault.toString());
    }

    @Test
    void aDecoderThatReturnsNullFails() {
        Stores.commit(store, "customer", new Name("first"), "stock", 1L);
        store.close();
        decoder = bytes -> null;
        store = open();
        assertOnlyCustomerIsUnreadable("returned null");
    }

    private void assertOnlyCustomerIsUnreadable(String why) {
        assertEquals(Set.of("customer", "stock"), store.names());
        assertEquals(1, store.version("customer"));
        assertEquals(1L, store.var("stock", Long.class).now());
        StorageException unreadable = assertThrows(
                StorageException.class, () -> store.checkout("customer").get("customer"));
        assertTrue(String.valueOf(unreadable.getMessage()).contains("key 'customer'"), unreadable::getMessage);
        assertTrue(String.valueOf(unreadable.getMessage()).contains(why), unreadable::getMessage);
        assertThrows(StorageException.class, () -> store.var("customer", Name.class));
        assertThrows(StorageException.class, () -> store.declare("customer", Name.class, Copier.identity()));
        assertThrows(StorageException.class, () -> store.snapshot().get("customer"));
        assertEquals(1L, store.snapshot().get("stock"));

        Map<String, @Nullable Object> export = store.export();
        assertEquals(1L, export.get("stock"));
        UnreadableValue standIn = assertInstanceOf(UnreadableValue.class, export.get("customer"));
        assertEquals(unreadable.getMessage(), standIn.reason());

        Stores.commit(store, "stock", 2L);
        assertEquals("first", onDisk("customer")); // what cannot be read stays as it is
        Stores.commit(store, "customer", new Name("new"));
        assertEquals(new Name("new"), store.export().get("customer"));
        assertEquals("new", onDisk("customer"));
    }

    private void assertUnchanged() {
        encoder = CodecFaultsTest::bytes;
        assertEquals(Map.of("customer", new Name("first"), "stock", 1L), store.export());
        assertEquals(1, store.version("customer"));
        Stores.commit(store, "stock", 2L);
        Stores.commit(store, "customer", new Name("next"));
        assertEquals("next", onDisk("customer"));
        assertNull(store.export().get("bad"));
        assertEquals(2, store.version("stock"));
    }

    private String onDisk(String key) {
        return new String(Objects.requireNonNull(disk.state().get(key)).bytes(), StandardCharsets.UTF_8);
    }

    private static void undone(Runnable part) {
        assertThrows(Unchecked.class, part::run);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T throwIt(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }
}
