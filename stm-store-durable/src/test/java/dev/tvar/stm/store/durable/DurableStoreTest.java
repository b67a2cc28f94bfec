package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store in a file, as the service loader finds it. */
class DurableStoreTest {
    private static final StoreOptions WRITE = StoreOptions.defaults().withSync(SyncPolicy.WRITE);

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @EnumSource(SyncPolicy.class)
    void valuesAndVersionsAreThereAgain(SyncPolicy sync) {
        Path file = folder.resolve("accounts");
        StoreOptions options = StoreOptions.defaults().withSync(sync);
        try (TStore store = TStore.open(file, options)) {
            commit(store, "alice", 100L);
            commit(store, "alice", 70L);
            TVar<Long> bob = store.var("bob", Long.class);
            STM.run(tx -> bob.set(tx, 5000L));
        }
        try (TStore again = TStore.open(file)) {
            assertEquals(Map.of("alice", 70L, "bob", 5000L), again.export());
            assertEquals(2, again.version("alice"));
            assertEquals(1, again.version("bob"));
            commit(again, "alice", 71L);
            assertEquals(3, again.version("alice"));
        }
    }

    @Test
    void aSecondStoreOnTheSameFileIsRefused() {
        Path file = folder.resolve("accounts");
        try (TStore store = TStore.open(file)) {
            commit(store, "alice", 100L);
            assertRefused(file);
            assertEquals(100L, store.export().get("alice"));
        }
        TStore.open(file).close();
    }

    @Test
    void aStoreOfAnotherProcessIsRefused() throws IOException, InterruptedException {
        Path file = folder.resolve("bank");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BankWriter.class.getName(),
                        file.toString(),
                        "WRITE",
                        "SOUND",
                        "1")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals("OPEN", lines.readLine());
            assertRefused(file);
        } finally {
            child.destroyForcibly().waitFor();
        }
        TStore.open(file).close();
    }

    private static void assertRefused(Path file) {
        StorageException refusal = assertThrows(StorageException.class, () -> TStore.open(file));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("is open in another store"),
                () -> String.valueOf(refusal.getMessage()));
    }

    @Test
    void whatIsNotAFileOfThisLibraryIsRefusedAndLeftAlone() throws IOException {
        Path foreign = folder.resolve("foreign");
        try (MVStore other = MVStore.open(foreign.toString())) {
            other.openMap("their own").put("key", "value");
        }
        assertThrows(StorageException.class, () -> TStore.open(foreign));
        try (MVStore other = MVStore.open(foreign.toString())) {
            assertEquals("value", other.openMap("their own").get("key"));
        }
        Path text = folder.resolve("text");
        Files.writeString(text, "a letter\n".repeat(2000));
        assertThrows(StorageException.class, () -> TStore.open(text));
        assertThrows(
                StorageException.class,
                () -> TStore.open(folder.resolve("no such folder").resolve("file")));
    }

    @Test
    void theFileDoesNotGrowWithTheNumberOfCommits() throws IOException {
        Path file = folder.resolve("counter");
        try (TStore store = TStore.open(file, WRITE)) {
            for (long i = 0; i < 100; i++) {
                commit(store, "n" + i, i);
            }
            Checkout handle = store.checkout("n0", "n50", "n99");
            for (long i = 0; i < 5_000; i++) {
                String key = List.of("n0", "n50", "n99").get((int) (i % 3));
                handle.set(key, i);
                handle.commit();
            }
            assertTrue(Files.size(file) < 4 << 20, "5,000 commits of one value take " + Files.size(file) + " bytes");
        }
        try (TStore again = TStore.open(file)) {
            assertEquals(4_999L, again.export().get("n50"));
        }
    }

    private static void commit(TStore store, String key, long value) {
        Checkout checkout = store.checkout(key);
        checkout.set(key, value);
        checkout.commit();
    }
}
