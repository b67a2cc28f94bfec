package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    private final Path directory;

    DocumentTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void onlyTheMarkedPlacesOfADocumentChange() throws IOException {
        Path file = directory.resolve("document.md");
        String before = "a\n<!-- k:w1 -->\nold\n<!-- /k:w1 -->\nb\n<!-- k:w2 -->\nkept\n<!-- /k:w2 -->\n";
        Files.writeString(file, before);
        Document.rewrite(file, "k", Map.of("w1", "new\n", "w3", "nowhere"));
        String after = before.replace("old", "new");
        assertEquals(after, Files.readString(file));
        Document.rewrite(file, "k", Map.of("w1", "new\n"));
        assertEquals(after, Files.readString(file), "a second time");
    }

    @Test
    void aDocumentWithoutPlacesIsRefused() throws IOException {
        Path none = Files.writeString(directory.resolve("none.md"), "text <!-- other:w1 --><!-- /other:w1 -->");
        assertThrows(IOException.class, () -> Document.rewrite(none, "k", Map.of("w1", "new")));
        Path open = Files.writeString(directory.resolve("open.md"), "<!-- k:w1 -->");
        assertThrows(IOException.class, () -> Document.rewrite(open, "k", Map.of("w1", "new")));
    }
}
