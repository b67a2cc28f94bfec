package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.seam.Step;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the engine in one schedule as a table: a row for each step, with the variable and its version. A read of one
 * value that is not interrupted is one row. Versions count from the start of the schedule.
 */
final class EngineSteps {
    private final long base = Inspection.clock();
    private final Columns columns = new Columns();

    // ---- the last row, if it is a step
    private Columns.@Nullable Row row;
    private @Nullable Step last;
    private @Nullable Object cell;
    private int thread;

    /** The action and its variable; the text of the row also gives the state of the variable. */
    private String words = "";

    /** A table for a schedule whose variables are still to be created. */
    EngineSteps() {}

    /** A row of its own. */
    void say(int saying, String text) {
        settle();
        columns.add(saying, text);
        row = null;
    }

    /** A step that is about to be taken. */
    void step(int taking, Step step, @Nullable Object on, String name) {
        settle();
        if (row != null && on != null && thread == taking && cell == on && joins(row, step)) {
            last = step;
            return;
        }
        String verb =
                switch (step) {
                    case LOOK_AT_STAMP -> "look at";
                    case LOOKED_AT_STAMP -> "load";
                    case COMPARE_STAMPS -> "compare stamp of";
                    default -> step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                };
        words = on == null ? verb : verb + " " + name;
        row = columns.add(taking, on == null ? words : words + state(on));
        last = step;
        cell = on;
        thread = taking;
    }

    /** Whether the step merges with the last row: a stamp, a value and the stamp again are one read. */
    private boolean joins(Columns.Row begun, Step step) {
        if (last == Step.LOOKED_AT_STAMP && step == Step.COMPARE_STAMPS) {
            begun.text = begun.text.replaceFirst("^look at", "read").replaceFirst("^load", "load and compare");
            return true;
        }
        return last == Step.LOOK_AT_STAMP && step == Step.LOOKED_AT_STAMP;
    }

    private String state(Object of) {
        long version = Inspection.versionOf(of);
        return " v" + (version == 0 ? 0 : version - base) + (Inspection.isLocked(of) ? " locked" : "");
    }

    /** The effect of a step on its variable is seen when the next one begins. */
    private void settle() {
        if (row != null && cell != null && last != null && last.changes()) {
            row.text = words + state(cell);
        }
    }

    /** The table. */
    String table(List<String> threads) {
        settle();
        return columns.table(threads);
    }
}
