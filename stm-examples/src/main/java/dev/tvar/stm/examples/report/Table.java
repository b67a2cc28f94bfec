package dev.tvar.stm.examples.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of a page. For one thread while it is filled. */
final class Table {
    private final String caption;
    private final List<String> headings;
    private final List<Row> rows = new ArrayList<>();

    /** A row: what it is about, and its figures. */
    record Row(String head, List<String> cells) {}

    Table(String caption, String... headings) {
        this.caption = caption;
        this.headings = List.of(headings);
    }

    Table row(Object head, Object... cells) {
        rows.add(new Row(
                head.toString(), Arrays.stream(cells).map(Object::toString).toList()));
        return this;
    }

    String caption() {
        return caption;
    }

    List<String> headings() {
        return headings;
    }

    List<Row> rows() {
        return rows;
    }
}
