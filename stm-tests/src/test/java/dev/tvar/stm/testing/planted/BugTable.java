package dev.tvar.stm.testing.planted;

import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The table of planted bugs with the invariants that they break and the tests that caught them in a run. */
final class BugTable {
    private static final String HEAD = """
            | planted bug | what the engine does | breaks | explorer | all schedules | law test |
            |---|---|---|---|---|---|
            """;

    private BugTable() {}

    /**
     * The table in Markdown.
     *
     * @param catches the result of each kind of test for each bug; null if that kind does not guard against it
     */
    static String markdown(BiFunction<PlantedBug, Rung, @Nullable Catch> catches) {
        StringBuilder table = new StringBuilder(HEAD);
        for (PlantedBug bug : PlantedBug.all()) {
            table.append("| `").append(bug).append("` | ").append(bug.fault().effect());
            table.append(" | ").append(bug.invariant().name());
            for (Rung rung : Rung.values()) {
                table.append(" | ").append(cell(rung, catches.apply(bug, rung)));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String cell(Rung rung, @Nullable Catch found) {
        if (found == null) {
            return "–";
        }
        String guard = rung == Rung.ALL_SCHEDULES ? "" : "`" + found.guard() + "` ";
        double roundedUp = Math.ceil(1000 * found.seconds()) / 1000;
        return found.noticed() ? guard + String.format(Locale.ROOT, "%.3f s", roundedUp) : "**not noticed**";
    }

    /** The table without the figures that differ from run to run. */
    static String withoutSeconds(String table) {
        return table.replaceAll("[0-9]+\\.[0-9]+ s", "s");
    }
}
