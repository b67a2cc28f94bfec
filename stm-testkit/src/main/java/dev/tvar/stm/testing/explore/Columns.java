package dev.tvar.stm.testing.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table with one column for each thread. Each row belongs to one thread, and stands in its column. */
final class Columns {
    /** The most rows; the middle of a longer table is omitted. */
    private static final int MOST_ROWS = 160;

    /** One row. */
    static final class Row {
        private final int thread;
        String text;
        private int times = 1;

        private Row(int thread, String text) {
            this.thread = thread;
            this.text = text;
        }

        private String shown() {
            return times == 1 ? text : text + " (" + times + " times)";
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /**
     * Adds a row. A row that repeats the last one, as of a spinning thread, is counted in that one, which is then
     * returned.
     */
    Row add(int thread, String text) {
        Row before = last();
        if (before != null && before.thread == thread && before.text.equals(text)) {
            before.times++;
            return before;
        }
        Row row = new Row(thread, text);
        rows.add(row);
        return row;
    }

    @Nullable
    Row last() {
        return rows.isEmpty() ? null : rows.get(rows.size() - 1);
    }

    /** The table, under the names of the threads. */
    String table(List<String> threads) {
        int[] widths = threads.stream().mapToInt(String::length).toArray();
        for (Row row : rows) {
            widths[row.thread] = Math.max(widths[row.thread], row.shown().length());
        }
        StringBuilder table = new StringBuilder("     ");
        for (int i = 0; i < widths.length; i++) {
            table.append("| ").append(padded(threads.get(i), widths[i])).append(' ');
        }
        endLine(table);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.size() > MOST_ROWS && i == MOST_ROWS / 2) {
                int left = rows.size() - MOST_ROWS;
                table.append("     ... ").append(left).append(" rows ...").append(System.lineSeparator());
                i += left;
            }
            append(table, i, widths);
        }
        return table.toString();
    }

    private void append(StringBuilder table, int i, int[] widths) {
        Row row = rows.get(i);
        table.append(String.format(Locale.ROOT, "%4d ", i + 1));
        for (int column = 0; column < widths.length; column++) {
            table.append("| ").append(padded(column == row.thread ? row.shown() : "", widths[column]));
            table.append(' ');
        }
        endLine(table);
    }

    private static void endLine(StringBuilder table) {
        while (table.charAt(table.length() - 1) == ' ') {
            table.setLength(table.length() - 1);
        }
        table.append(System.lineSeparator());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
