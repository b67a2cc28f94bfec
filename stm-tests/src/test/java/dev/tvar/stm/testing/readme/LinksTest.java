package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The targets that the documents name exist: files by link, tests by name. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)[^)]*\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)`");

    private final Path root = Documents.root();

    private static Set<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        Set<String> broken = new TreeSet<>();
        int links = 0;
        for (Path document : Documents.all()) {
            for (String link : found(LINK, document)) {
                links++;
                if (!Files.exists(document.resolveSibling(link))) {
                    broken.add(root.relativize(document) + " -> " + link);
                }
            }
        }
        assertTrue(links > 30, "found only " + links + " links");
        assertEquals(Set.of(), broken);
    }

    @Test
    void everyPageIsAtMostTwoClicksFromTheReadme() throws IOException {
        Set<Path> reached = new TreeSet<>(Set.of(root.resolve("README.md")));
        for (int click = 1; click <= 2; click++) {
            for (Path page : List.copyOf(reached)) {
                found(LINK, page).stream()
                        .filter(link -> link.endsWith(".md"))
                        .forEach(link -> reached.add(page.resolveSibling(link).normalize()));
            }
        }
        Set<Path> missing = new TreeSet<>(Documents.all());
        missing.removeAll(reached);
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> present = Documents.sources().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("Test.java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (Path document : Documents.all()) {
            for (String test : found(TEST, document)) {
                if (!present.contains(test)) {
                    missing.add(root.relativize(document) + " -> " + test);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }
}
