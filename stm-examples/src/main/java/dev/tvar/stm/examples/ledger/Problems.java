package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.support.Text;
import java.util.ArrayList;
import java.util.List;

/** The problems of a file, in the order of its lines, in bounded memory. For one thread. */
final class Problems {
    /** The first ones are listed, the others counted. */
    static final int LISTED = 10;

    private static final String OTHER_SEPARATORS = ";\t|";

    private final Source source;
    private final List<String> first = new ArrayList<>();
    private final long[] fitting = new long[OTHER_SEPARATORS.length()];
    private long count;

    Problems(Source source) {
        this.source = source;
    }

    void add(long line, String reason) {
        count++;
        if (count <= LISTED) {
            first.add("%s:%d: %s".formatted(source, line, reason));
        }
    }

    /** Records a line with a wrong number of columns, which might be right with another separator. */
    void addColumns(long line, List<String> cells, List<String> header) {
        add(
                line,
                "expected %d columns (%s), found %d".formatted(header.size(), String.join(",", header), cells.size()));
        String text = String.join(",", cells);
        for (int i = 0; i < fitting.length; i++) {
            char separator = OTHER_SEPARATORS.charAt(i);
            if (text.chars().filter(c -> c == separator).count() == header.size() - 1) {
                fitting[i]++;
            }
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The first problems, the count of the others, and the possible cause. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(first);
        if (count > LISTED) {
            lines.add(Text.format("%s: and %,d more", source, count - LISTED));
        }
        for (int i = 0; i < fitting.length; i++) {
            if (fitting[i] > count / 2) {
                String separator = OTHER_SEPARATORS.substring(i, i + 1);
                lines.add("%s: the columns seem to be separated by %s; they must be separated by commas"
                        .formatted(source, separator.equals("\t") ? "tabs" : "'" + separator + "'"));
            }
        }
        lines.add("%s: nothing was applied or written".formatted(source));
        return lines;
    }
}
