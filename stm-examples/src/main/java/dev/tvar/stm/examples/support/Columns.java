package dev.tvar.stm.examples.support;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in plain text, each column as wide as its widest cell. The first column is flush left, the others flush right
 * unless {@link #left} says otherwise. For one thread.
 */
public final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final BitSet flushLeft = new BitSet();

    /**
     * A table without rows.
     *
     * @param headings one per column
     */
    public Columns(String... headings) {
        rows.add(List.of(headings));
        flushLeft.set(0);
    }

    /**
     * Makes columns of words flush left.
     *
     * @param columns their numbers, from 0
     * @return this
     */
    public Columns left(int... columns) {
        Arrays.stream(columns).forEach(flushLeft::set);
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one per column; whole numbers are shown with separators of thousands
     * @return this
     * @throws IllegalArgumentException if there are not as many cells as headings
     */
    public Columns row(Object... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Columns::text).toList());
        return this;
    }

    private static String text(Object cell) {
        return cell instanceof Long || cell instanceof Integer
                ? Text.number(((Number) cell).longValue())
                : cell.toString();
    }

    /**
     * Prints the table, with a rule under the headings.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        out.println(line(rows.get(0), widths));
        out.println("-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
        rows.stream().skip(1).forEach(row -> out.println(line(row, widths)));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> pad(row.get(i), widths[i], flushLeft.get(i)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String pad(String text, int width, boolean left) {
        String blanks = " ".repeat(width - text.length());
        return left ? text + blanks : blanks + text;
    }
}
