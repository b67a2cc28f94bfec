package dev.tvar.stm.testing.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The documents of the repository, for tests that check their statements. */
public final class Documents {
    private Documents() {}

    /**
     * The text of a document.
     *
     * @param document its path in the repository
     * @return its text
     * @throws IOException if it cannot be read
     */
    public static String text(String document) throws IOException {
        return Files.readString(root().resolve(document));
    }

    /** The folder of the repository. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no repository above the working directory");
        }
        return folder;
    }

    /** All documents. */
    static List<Path> all() throws IOException {
        try (Stream<Path> top = Files.list(root());
                Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
