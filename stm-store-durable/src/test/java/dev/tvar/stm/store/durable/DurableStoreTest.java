package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertRefused(file, "is open in another store");
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
            assertRefused(file, "is open in another store");
        } finally {
            child.destroyForcibly().waitFor();
        }
        TStore.open(file).close();
    }

    private static void assertRefused(Path file, String why) {
        StorageException refusal = assertThrows(StorageException.class, () -> TStore.open(file));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(why) && message.contains(file.toString()), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a letter\n", "H:2,block:3,blockSize:1000,chunk:1", "TVAR STM store\r\n"})
    void aForeignFileIsRefusedAndUnchanged(String start) throws IOException {
        Path foreign = folder.resolve("foreign");
        Files.writeString(foreign, start.repeat(2000));
        byte[] before = Files.readAllBytes(foreign);
        assertRefused(foreign, "is not a store");
        assertArrayEquals(before, Files.readAllBytes(foreign));
        assertEquals(List.of("foreign"), filesInFolder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/full", "/dev/zero"})
    void aDeviceIsRefused(String device) {
        assumeTrue(Files.exists(Path.of(device)), "this system has no " + device);
        assertRefused(Path.of(device), "not a regular file");
    }

    @Test
    void aPathThatCannotBeAFileIsRefused() throws IOException {
        assertRefused(folder, "folder");
        assertRefused(folder.resolve("no such folder").resolve("file"), "there is no folder");
        assertRefused(folder.resolve("accounts.tvar-new"), "names that end in .tvar-new");
        Path dangling = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        assertRefused(dangling, "symbolic link");
        assertEquals(List.of("link"), filesInFolder());
    }

    @Test
    void aLinkIsTheStoreBehindItAlsoAfterACompaction() throws IOException {
        Path file = folder.resolve("accounts");
        TStore.open(file).close();
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (TStore store = TStore.open(link, WRITE)) {
            assertRefused(file, "is open in another store");
            for (long i = 0; i < 5_000; i++) {
                commit(store, "n", i);
            }
        }
        assertTrue(Files.isSymbolicLink(link), "the link was replaced by a file");
        try (TStore again = TStore.open(file)) {
            assertEquals(4_999L, again.export().get("n"));
        }
    }

    private List<String> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileDoesNotGrowWithTheNumberOfCommits() throws IOException {
        Path file = folder.resolve("counter");
        byte[] value = new byte[20_000];
        long longest = 0;
        try (TStore store = TStore.open(file, WRITE)) {
            for (long i = 0; i < 100; i++) {
                commit(store, "n" + i, value);
            }
            Checkout handle = store.checkout("n0", "n50", "n99");
            for (long i = 0; i < 5_000; i++) {
                handle.set(List.of("n0", "n50", "n99").get((int) (i % 3)), i % 2 == 0 ? value : i);
                handle.commit();
                longest = Math.max(longest, Files.size(file));
            }
            commit(store, "n50", 4_999L);
        }
        long content = 100L * value.length;
        assertTrue(longest < 4 * content, "commits of 50 MB to 2 MB of values take " + longest + " bytes");
        assertEquals(List.of("counter", "counter.lock"), filesInFolder());
        try (TStore again = TStore.open(file)) {
            assertEquals(4_999L, again.export().get("n50"));
            assertArrayEquals(value, (byte[]) again.export().get("n49"));
            assertEquals(100, again.names().size());
        }
    }

    @Test
    void aFileOfManyShortRunsDoesNotGrow() throws IOException {
        Path file = folder.resolve("counter");
        byte[] value = new byte[200_000];
        long content = 15L * value.length;
        for (int run = 0; run < 25; run++) {
            try (TStore store = TStore.open(file, WRITE)) {
                for (int i = 0; i < 5; i++) {
                    commit(store, "n" + (run * 5 + i) % 15, value);
                }
            }
            assertTrue(Files.size(file) < 5 * content, "run " + run + ": " + Files.size(file) + " bytes");
        }
    }

    private static void commit(TStore store, String key, Object value) {
        Checkout checkout = store.checkout(key);
        checkout.set(key, value);
        checkout.commit();
    }
}
