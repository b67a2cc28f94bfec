package dev.tvar.stm.testing.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** The Java files of all modules. Not a walk through the whole folder: a build that runs writes and deletes files there. */
    static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path folder : modules.map(each -> each.resolve("src"))
                    .filter(Files::exists)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
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
