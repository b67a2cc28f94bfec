package dev.tvar.stm.testing.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

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
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "README.md not found above the working directory");
        }
        return Files.readString(folder.resolve(document));
    }
}
