package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README lists the pages in an order, and each of them ends with a link to the next one. */
class ReadingOrderTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+\\.md)");
    private static final Pattern NEXT = Pattern.compile("Next: \\[[^\\]]+]\\(([^)]+)\\)\\.\\s*$");

    private final Path root = Documents.root();

    private List<Path> pagesInOrder() throws IOException {
        String readme = Documents.text("README.md");
        int from = readme.indexOf("## Reading order");
        String list = readme.substring(from, readme.indexOf("To look things up", from));
        return LINK.matcher(list)
                .results()
                .map((MatchResult link) -> root.resolve(link.group(1)))
                .toList();
    }

    @Test
    void eachPageSaysWhatComesNext() throws IOException {
        List<Path> pages = pagesInOrder();
        assertTrue(pages.size() > 20, pages::toString);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i + 1 < pages.size(); i++) {
            var next = NEXT.matcher(Files.readString(pages.get(i)));
            if (!next.find()
                    || !pages.get(i).resolveSibling(next.group(1)).normalize().equals(pages.get(i + 1))) {
                wrong.add(root.relativize(pages.get(i)) + " does not lead to " + root.relativize(pages.get(i + 1)));
            }
        }
        assertEquals(List.of(), wrong);
    }
}
