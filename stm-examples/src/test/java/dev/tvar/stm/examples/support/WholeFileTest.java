package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private final Path directory;
    private final Path file;

    WholeFileTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        file = Files.writeString(directory.resolve("file.txt"), "old");
    }

    @Test
    void aFailureInTheMiddleLeavesTheOldContentAndNothingElse() throws IOException {
        IOException full = assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    out.write("new".repeat(100_000));
                    throw new IOException("No space left on device");
                }));
        assertEquals("No space left on device", full.getMessage());
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void linksAndPermissionsStay() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        WholeFile.write(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aDeviceIsWrittenToAndNotReplaced() {
        Path full = Path.of("/dev/full");
        if (Files.exists(full)) { // on Linux
            assertThrows(IOException.class, () -> WholeFile.write(full, "new"));
            assertTrue(Files.exists(full));
        }
    }

    @Test
    void aDocumentWhoseNewTextCannotBeWrittenStays() throws IOException {
        String text = "<!-- kind:a -->\n<!-- /kind:a -->\n";
        Path document = Files.writeString(directory.resolve("d.md"), text);
        Path part = directory.resolve(".d.md." + ProcessHandle.current().pid() + ".part");
        Files.createDirectories(part.resolve("in the way"));
        assertThrows(IOException.class, () -> Document.rewrite(document, "kind", Map.of("a", "new")));
        assertEquals(text, Files.readString(document));
    }
}
