package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of store files, their locks, and the access rights that compactions and backups keep. */
class FileNameTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void compactionsAndBackupsKeepTheAccessRights() throws IOException {
        Path file = folder.resolve("secret");
        Path backup = folder.resolve("backup");
        TStore.open(file).close();
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "no access rights here");
        Set<PosixFilePermission> secret = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, secret);
        Set<Object> files = new HashSet<>(); // after two compactions the number of the first file may be used again
        try (TStore store = TStore.open(file, StoreOptions.defaults().withSync(SyncPolicy.WRITE))) {
            for (int i = 0; i < 60; i++) {
                commit(store, new byte[100_000]);
                files.add(Files.getAttribute(file, "unix:ino"));
            }
            store.backup(backup);
        }
        assertTrue(files.size() > 1, "there was no compaction");
        assertEquals(secret, Files.getPosixFilePermissions(file));
        assertEquals(secret, Files.getPosixFilePermissions(backup));
    }

    @Test
    void aFileOfTwoNamesIsRefused() throws IOException {
        Path file = folder.resolve("store");
        TStore.open(file).close();
        Path second = Files.createLink(folder.resolve("second"), file);
        for (Path name : List.of(file, second)) {
            StorageException e = assertThrows(StorageException.class, () -> TStore.open(name));
            assertTrue(String.valueOf(e.getMessage()).contains("2 names"), e.getMessage());
        }
        Files.delete(second);
        TStore.open(file).close();
    }

    @Test
    void noCommitIsAcknowledgedInAFileThatWasDeleted() throws IOException {
        Path file = folder.resolve("store");
        TStore store = TStore.open(file);
        commit(store, 1L);
        Files.delete(file);
        StorageException e = assertThrows(StorageException.class, () -> commit(store, 2L));
        assertTrue(String.valueOf(e.getMessage()).contains("it was deleted or renamed"), e.getMessage());
        assertThrows(StorageException.class, store::close);
    }

    @Test
    void aBackupMayNotHaveTheNameOfAFileThatIsNotComplete() {
        Path file = folder.resolve("store");
        Path temporary = folder.resolve("store.tvar-new");
        try (TStore store = TStore.open(file)) {
            StorageException e = assertThrows(StorageException.class, () -> store.backup(temporary));
            assertTrue(String.valueOf(e.getMessage()).contains(".tvar-new"), e.getMessage());
            assertFalse(Files.exists(temporary));
        }
    }

    @Test
    void aNewFileIsWhereTheOperatingSystemWouldCreateIt() throws IOException {
        Path target = Files.createDirectories(folder.resolve("other").resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        TStore.open(link.resolve("..").resolve("store")).close();
        assertTrue(Files.exists(folder.resolve("other").resolve("store")));
    }

    @Test
    void anAttemptUnderAnotherClassLoaderLeavesTheLockInPlace() throws Exception {
        Path file = folder.resolve("store");
        try (TStore store = TStore.open(file);
                URLClassLoader other = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            for (int i = 0; i < 2; i++) {
                InvocationTargetException e =
                        assertThrows(InvocationTargetException.class, () -> other.loadClass(TStore.class.getName())
                                .getMethod("open", Path.class)
                                .invoke(null, file));
                assertTrue(String.valueOf(e.getCause()).contains("is open in another store"), () -> e.getCause() + "");
            }
            assertEquals("refused", openInAnotherProcess(file));
            commit(store, 1L);
        }
        assertEquals("opened", openInAnotherProcess(file));
    }

    private static URL[] classPath() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static String openInAnotherProcess(Path file) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        child.waitFor();
        return answer;
    }

    /** Says whether another process can open a file. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] file) {
            try {
                TStore.open(Path.of(file[0])).close();
                System.out.print("opened");
            } catch (StorageException e) {
                System.out.print("refused");
            }
        }
    }

    private static void commit(TStore store, Object value) {
        Checkout checkout = store.checkout("n");
        checkout.set("n", value);
        checkout.commit();
    }
}
