package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam;
import dev.tvar.stm.internal.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one schedule as a table: one column for each thread, a row for each step, with the variable by name and its
 * version. What reads one value without being interrupted is one row. Versions count from the start of the schedule.
 */
final class Trace {
    /** Longer tables lose their middle. */
    private static final int MOST_ROWS = 160;

    /** One row; {@code last} is the step that it ends with, if it is one on a variable. */
    private static final class Row {
        final int thread;

        /** What is done to what; {@code text} also says how that stands. */
        final String words;

        String text;

        @Nullable
        Step last;

        final @Nullable Cell cell;
        int times = 1;

        Row(int thread, String words, @Nullable Step last, @Nullable Cell cell) {
            this.thread = thread;
            this.words = words;
            text = words;
            this.last = last;
            this.cell = cell;
        }
    }

    private final long base = Seam.clock();
    private final List<Row> rows = new ArrayList<>();

    /** A trace for a schedule whose variables are still to be made. */
    Trace() {}

    /** A row of its own. */
    void say(int thread, String text) {
        settle();
        add(new Row(thread, text, null, null));
    }

    /** A step that is about to be taken. */
    void step(int thread, Step step, @Nullable Cell cell, String name) {
        settle();
        Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        if (last != null && cell != null && last.thread == thread && last.cell == cell && joins(last, step)) {
            return;
        }
        String words =
                switch (step) {
                    case LOOK_AT_STAMP -> "look at";
                    case LOOKED_AT_STAMP -> "load";
                    case COMPARE_STAMPS -> "compare stamp of";
                    default -> step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                };
        Row row = new Row(thread, cell == null ? words : words + " " + name, step, cell);
        row.text = cell == null ? words : row.words + state(cell);
        add(row);
    }

    /** Whether the step makes the last row one of what it began: a look, a load and a second look are a read. */
    private static boolean joins(Row row, Step step) {
        if (row.last == Step.LOOK_AT_STAMP && step == Step.LOOKED_AT_STAMP) {
            row.last = step;
            return true;
        }
        if (row.last == Step.LOOKED_AT_STAMP && step == Step.COMPARE_STAMPS) {
            row.last = step;
            row.text = row.text.replaceFirst("^look at", "read").replaceFirst("^load", "load and compare");
            return true;
        }
        return false;
    }

    private String state(Cell cell) {
        long version = Seam.versionOf(cell);
        return " v" + (version == 0 ? 0 : version - base) + (Seam.isLocked(cell) ? " locked" : "");
    }

    /** What a step has made of its variable is seen when the next one begins. */
    private void settle() {
        Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        if (last != null && last.cell != null && last.last != null && last.last.changes()) {
            last.text = last.words + state(last.cell);
        }
    }

    /** A row that repeats the last one, as where a thread spins, only counts. */
    private void add(Row row) {
        Row before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        if (before != null && before.thread == row.thread && before.text.equals(row.text)) {
            before.times++;
        } else {
            rows.add(row);
        }
    }

    /** The table. */
    String table(List<String> threads) {
        settle();
        int[] widths = new int[threads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = threads.get(i).length();
        }
        for (Row row : rows) {
            widths[row.thread] = Math.max(widths[row.thread], text(row).length());
        }
        StringBuilder table = new StringBuilder("     ");
        for (int i = 0; i < widths.length; i++) {
            table.append("| ").append(padded(threads.get(i), widths[i])).append(' ');
        }
        strip(table);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.size() > MOST_ROWS && i == MOST_ROWS / 2) {
                int left = rows.size() - MOST_ROWS;
                table.append("     ... ").append(left).append(" rows ...").append(System.lineSeparator());
                i += left;
            }
            appendRow(table, i, widths);
        }
        return table.toString();
    }

    private void appendRow(StringBuilder table, int i, int[] widths) {
        Row row = rows.get(i);
        table.append(String.format(Locale.ROOT, "%4d ", i + 1));
        for (int column = 0; column < widths.length; column++) {
            table.append("| ").append(padded(column == row.thread ? text(row) : "", widths[column]));
            table.append(' ');
        }
        strip(table);
    }

    private static void strip(StringBuilder table) {
        while (table.charAt(table.length() - 1) == ' ') {
            table.setLength(table.length() - 1);
        }
        table.append(System.lineSeparator());
    }

    private static String text(Row row) {
        return row.times == 1 ? row.text : row.text + " (" + row.times + " times)";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
