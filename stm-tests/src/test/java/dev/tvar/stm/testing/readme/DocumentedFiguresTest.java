package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.internal.seam.Seam;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A figure in a document that is a constant of the code has the value of the constant. */
class DocumentedFiguresTest {
    private static final Map<String, Long> WORDS = Map.of("one", 1L, "two", 2L, "eight", 8L, "sixteen", 16L);

    /** A document, a sentence of it with {@code #} in place of the figure, and the figure by the code. */
    private static Arguments row(String document, String sentence, long figure) {
        return Arguments.of(document, sentence, figure);
    }

    static Stream<Arguments> figures() {
        long attempts = STM.ATTEMPTS_BEFORE_TICKET;
        long parts = constant("collection.Branch", "PARTS");
        return Stream.of(
                row("ARCHITECTURE.md", "queues for the ticket after # lost attempts", attempts),
                row("ARCHITECTURE.md", "at most # attempts plus the queue", attempts + 1),
                row(
                        "ARCHITECTURE.md",
                        "| # rounds of busy waiting; then it gives its own locks back",
                        constant("internal.cell.Spin", "WITH_LOCKS_HELD")),
                row(
                        "ARCHITECTURE.md",
                        "and tries up to # times in all",
                        constant("internal.tx.Commit", "ROUNDS_FOR_LOCKS")),
                row("docs/semantics.md", "A transaction that has lost # attempts", attempts),
                row("docs/semantics.md", "runs at most # times, whatever", attempts + 1),
                row("docs/semantics.md", "After # lost attempts the body has the ticket", attempts),
                row("docs/guide.md", "after # lost attempts a transaction gets its turn", attempts),
                row("docs/guide.md", "But after # lost attempts a transaction has the ticket", attempts),
                row("docs/verification.md", "at most # attempts plus the queue", attempts + 1),
                row(
                        "docs/decisions/0001-commits-do-not-advance-the-clock.md",
                        "ahead of the clock by at most #:",
                        constant("internal.cell.Clock", "RUN_AHEAD")),
                row("docs/decisions/0003-one-ticket.md", "after # lost attempts", attempts),
                row("docs/decisions/0003-one-ticket.md", "The bound is then # attempts", attempts + 1),
                row(
                        "docs/decisions/0004-young-sets.md",
                        "which a thread uses # times",
                        constant("internal.tx.Transaction", "USES")),
                row(
                        "docs/decisions/0007-tmap-is-striped-tries.md",
                        "up to # entries, then (d)",
                        constant("collection.FlatMap", "MOST")),
                row("docs/decisions/0007-tmap-is-striped-tries.md", "to # leaves, and each", parts),
                row(
                        "docs/decisions/0007-tmap-is-striped-tries.md",
                        "leaf of more than # entries",
                        constant("collection.HashTable", "MOST_IN_UPPER_LEAF")),
                row("docs/guide-maps.md", "Up to # entries it is one", constant("collection.FlatMap", "MOST")),
                row("docs/guide-maps.md", "by accident, one in #, of another key", parts * parts),
                row(
                        "docs/guide-maps.md",
                        "changes within about # neighbours of",
                        constant("collection.Leaves", "LEAF_SIZE")),
                row(
                        "docs/guide-maps.md",
                        "or within # neighbours of its ends",
                        constant("collection.Leaves", "LEAF_SIZE")),
                row(
                        "docs/guide-maps.md",
                        "changes of the # elements from a multiple",
                        constant("collection.TArray", "BLOCK")),
                row("docs/guide-maps.md", "from a multiple of # that hold", constant("collection.TArray", "BLOCK")),
                row(
                        "docs/decisions/0008-tsortedmap-is-a-list-of-leaves.md",
                        "with up to # neighbouring entries",
                        constant("collection.Leaves", "LEAF_SIZE")),
                row(
                        "docs/decisions/0009-queues-are-chains-of-gaps.md",
                        "taking empties every #th gap",
                        constant("collection.TQueue", "CUT")),
                row(
                        "docs/decisions/0016-a-waiting-thread-re-reads-with-growing-pauses.md",
                        "releases them after # rounds",
                        constant("internal.cell.Spin", "WITH_LOCKS_HELD")),
                row(
                        "docs/decisions/0060-wake-ups-are-handed-on.md",
                        "the committer wakes # platform threads",
                        wokenByCommit()),
                row(
                        "docs/decisions/0060-wake-ups-are-handed-on.md",
                        "each woken waiter wakes # more",
                        constant("internal.cell.WaitList", "HANDED_ON")));
    }

    /** As it is without the seam. */
    private static long wokenByCommit() {
        return Seam.ON ? 16 : constant("internal.cell.WaitList", "WOKEN_BY_COMMIT");
    }

    /** The value of a constant of the library, private ones included; the type without {@code dev.tvar.stm}. */
    private static long constant(String type, String name) {
        try {
            Field field = Class.forName("dev.tvar.stm." + type).getDeclaredField(name);
            field.setAccessible(true);
            return ((Number) field.get(null)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no constant " + type + "." + name, e);
        }
    }

    private static Matcher find(String text, String sentence) {
        String[] around = sentence.split("#", 2);
        String figure = "([0-9,]+|" + String.join("|", WORDS.keySet()) + ")";
        String pattern = Stream.of(around)
                .map(part -> Stream.of(part.split(" ", -1))
                        .map(Pattern::quote)
                        .reduce((a, b) -> a + "\\s+" + b)
                        .orElseThrow())
                .reduce((before, after) -> before + figure + after)
                .orElseThrow();
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("figures")
    void aDocumentedFigureIsThatOfTheCode(String document, String sentence, long figure) throws IOException {
        Matcher found = find(Documents.text(document), sentence);
        assertTrue(
                found.find(),
                () -> document + " does not say \"" + sentence + "\": change this test together with the document");
        do {
            String written = found.group(1).toLowerCase(java.util.Locale.ROOT);
            long documented =
                    WORDS.containsKey(written) ? WORDS.get(written) : Long.parseLong(written.replace(",", ""));
            assertEquals(figure, documented, () -> document + ": " + sentence);
        } while (found.find());
    }

    @Test
    void aWrongFigureIsFound() {
        Matcher found = find("it waits\n  32 rounds, then", "it waits # rounds, then");
        assertTrue(found.find());
        assertEquals("32", found.group(1));
    }
}
