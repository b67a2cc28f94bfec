package dev.tvar.stm.examples.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A table of a page. For one thread while it is filled. */
final class Table {
    private final String caption;
    private final List<String> headings;
    private final List<Row> rows = new ArrayList<>();
    private final BitSet words = new BitSet();

    /** The content of a cell; words are flush left, figures flush right. */
    record Cell(String text, boolean words) {}

    /** A row: its subject and its cells. */
    record Row(String head, List<Cell> cells) {}

    Table(String caption, String... headings) {
        this.caption = caption;
        this.headings = List.of(headings);
        words.set(0);
    }

    /** Columns of words, by their numbers from 0; the first is one in any case. Call it before the first row. */
    Table words(int... columns) {
        Arrays.stream(columns).forEach(words::set);
        return this;
    }

    Table row(Object head, Object... cells) {
        rows.add(new Row(head.toString(), cells(1, List.of(cells))));
        return this;
    }

    String caption() {
        return caption;
    }

    List<Cell> heads() {
        return cells(0, headings);
    }

    private List<Cell> cells(int first, List<?> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Cell(texts.get(i).toString(), words.get(first + i)))
                .toList();
    }

    List<Row> rows() {
        return rows;
    }
}
