package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.support.Text;
import java.util.ArrayList;
import java.util.List;

/** A table of two clients in the width of a terminal: a statement that is too long continues in the next line. */
final class NarrowTable {
    private static final int WIDTH = 54;

    private NarrowTable() {}

    /** The same table, whose cells do not contain the character {@code |}, with narrow columns. */
    static String of(String table) {
        StringBuilder narrow = new StringBuilder();
        for (String row : table.lines().toList()) {
            String[] cells = row.split("\\|", -1);
            List<String> left = wrapped(cells[1].strip());
            List<String> right = cells.length > 2 ? wrapped(cells[2].strip()) : List.of();
            for (int i = 0; i < Math.max(1, Math.max(left.size(), right.size())); i++) {
                String line = Text.format(
                        "%-5s| %-" + WIDTH + "s | %s",
                        i == 0 ? cells[0].stripTrailing() : "",
                        at(left, i),
                        at(right, i));
                narrow.append(line.stripTrailing()).append(System.lineSeparator());
            }
        }
        return narrow.toString();
    }

    private static String at(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : "";
    }

    /** Lines of whole words; the second and later ones are indented. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(' ');
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
