package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.readme.Documents;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The explorer finds every planted bug from any seed, each within {@link Rung}'s limit of schedules. The table of the run is in {@code
 * target/planted-bug-seeds.md}; with as many seeds as the documented one has, the two must be the same but for the seconds.
 */
@Tag("seam")
class SeedsTest {
    private static final int SEEDS = Integer.getInteger("dev.tvar.stm.testing.seeds", 4);

    /** Count of seeds of the documented table. */
    private static final int DOCUMENTED_SEEDS = 20;

    private static final String DOCUMENT = "docs/verification.md";
    private static final String BEGIN = "<!-- seeds: begin -->\n";
    private static final String END = "<!-- seeds: end -->";

    /** Schedules that each seed needed for one bug. */
    private record Hunt(long[] schedules, double mostSeconds) {
        String row(PlantedBug bug) {
            long[] sorted = LongStream.of(schedules).sorted().toArray();
            return String.format(
                    Locale.ROOT,
                    "| `%s` | `%s` | %,d | %,d | %.2f s |\n",
                    bug,
                    bug.guards().program(),
                    sorted[(sorted.length - 1) / 2],
                    sorted[sorted.length - 1],
                    Math.ceil(100 * mostSeconds) / 100);
        }
    }

    private static final Map<PlantedBug, Hunt> HUNTS = new LinkedHashMap<>();

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.testing.planted.PlantedBug#all")
    void theExplorerFindsItFromAnySeed(PlantedBug bug) {
        long[] schedules = new long[SEEDS];
        double most = 0;
        for (int i = 0; i < SEEDS; i++) {
            long seed = 1_000L + i;
            Explorer broken = Explorer.of(seed)
                    .withSchedules(Rung.MOST_SCHEDULES)
                    .withLimit(Limits.DURATION)
                    .withPlanted(bug::omission);
            Exploration exploration =
                    bug.mutant().during(() -> broken.explore(bug.guards().program()));
            Failure found = exploration
                    .failure()
                    .orElseThrow(() -> new AssertionError(bug + " survived with seed " + seed + ": " + exploration));
            schedules[i] = found.number() + 1;
            most = Math.max(most, exploration.took().toNanos() / 1e9);
        }
        HUNTS.put(bug, new Hunt(schedules, most));
    }

    @AfterAll
    static void theDocumentedTableIsWhatARunFinds() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append(
                "| planted bug | program | schedules, median | schedules, most | longest |\n|---|---|---|---|---|\n");
        HUNTS.forEach((bug, hunt) -> table.append(hunt.row(bug)));
        Files.writeString(Path.of("target", "planted-bug-seeds.md"), table);
        String text = Documents.text(DOCUMENT);
        assertTrue(text.contains(BEGIN) && text.contains(END), DOCUMENT + " has no place for the table");
        if (SEEDS == DOCUMENTED_SEEDS && HUNTS.size() == PlantedBug.all().size()) {
            String documented = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
            assertEquals(BugTable.withoutSeconds(documented), BugTable.withoutSeconds(table.toString()));
        }
    }
}
