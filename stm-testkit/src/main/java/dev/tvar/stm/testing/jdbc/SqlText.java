package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Steps;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The SQL of a statement with its parameters, as text for a report. */
final class SqlText {
    private static final int LONGEST = 140;
    private static final int LONGEST_VALUE = 40;

    private final String sql;
    private final Map<Integer, String> parameters = new TreeMap<>();
    private final List<String> batch = new ArrayList<>();

    SqlText(String sql) {
        this.sql = sql;
    }

    void bind(int index, @Nullable Object value) {
        parameters.put(index, literal(value));
    }

    void clear() {
        parameters.clear();
    }

    void addToBatch(String statement) {
        batch.add(statement);
    }

    /** The statement with literals in place of its parameters. */
    String bound() {
        if (sql.isEmpty()) {
            return String.join("; ", batch);
        }
        StringBuilder text = new StringBuilder();
        int parameter = 0;
        char quote = 0;
        for (char c : sql.toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '?') {
                text.append(parameters.getOrDefault(++parameter, "?"));
                continue;
            }
            text.append(c);
        }
        return text.toString();
    }

    /** On one line, and not too long. */
    static String line(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
        String shown = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
        return "'" + shown.replace("'", "''") + "'";
    }

    static String rows(long count) {
        return count == 1 ? " -> 1 row" : " -> " + count + " rows";
    }

    /** Notes an exception in the row of its step, and returns it. Messages of conflicts contain numbers that differ in each run. */
    static SQLException noted(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        Steps.ofExplorer()
                .row()
                .add(" -> "
                        + switch (state) {
                            case "40001" -> "serialisation failure (40001)";
                            case "40P01" -> "deadlock (40P01)";
                            case "23505" -> "duplicate key (23505)";
                            default -> "error " + state;
                        });
        return e;
    }
}
