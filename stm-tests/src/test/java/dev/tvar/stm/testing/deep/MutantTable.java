package dev.tvar.stm.testing.deep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Count of mutants of each class, of those killed, and of those killed by a time-out: from a report of
 * PIT or from the document.
 */
final class MutantTable {
    /** Statuses of PIT for a mutant that a test has detected. */
    private static final Set<String> KILLED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");

    private static final String HEAD = """
            | class | mutants | killed | of these by time |
            |---|---|---|---|
            """;

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$");

    private static final Pattern TOTAL = Pattern.compile("(?m)^\\| all \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$");

    /** The counts of one class. */
    record Count(int mutants, int killed, int byTime) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(mutants + other.mutants, killed + other.killed, byTime + other.byTime);
        }

        private static Count of(String status) {
            return new Count(1, KILLED.contains(status) ? 1 : 0, status.equals("TIMED_OUT") ? 1 : 0);
        }

        private static Count of(MatchResult row, int from) {
            return new Count(
                    Integer.parseInt(row.group(from)),
                    Integer.parseInt(row.group(from + 1)),
                    Integer.parseInt(row.group(from + 2)));
        }

        private String cells() {
            return mutants + " | " + killed + " | " + byTime + " |\n";
        }
    }

    private final Map<String, Count> counts;

    private MutantTable(Map<String, Count> counts) {
        this.counts = counts;
    }

    /** Prints the table of a report, {@code mutations.csv}. */
    public static void main(String... arguments) throws IOException {
        System.out.print(ofReport(Files.readAllLines(Path.of(arguments[0]))).markdown());
    }

    /** From the lines of a report: file, class, mutator, method, line, status, and the test that killed it. */
    static MutantTable ofReport(List<String> lines) {
        return new MutantTable(lines.stream()
                .map(line -> line.split(",", 7))
                .collect(Collectors.toMap(
                        cells -> cells[0].replace(".java", ""),
                        cells -> Count.of(cells[5]),
                        Count::plus,
                        TreeMap::new)));
    }

    /** From the rows of the table in a document. */
    static MutantTable ofDocument(String text) {
        return new MutantTable(ROW.matcher(text)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> Count.of(row, 2), Count::plus, TreeMap::new)));
    }

    /** The last row of the table in a document. */
    static Count totalIn(String text) {
        return TOTAL.matcher(text)
                .results()
                .map(row -> Count.of(row, 1))
                .reduce(Count::plus)
                .orElse(Count.NONE);
    }

    Set<String> classes() {
        return counts.keySet();
    }

    Count total() {
        return counts.values().stream().reduce(Count.NONE, Count::plus);
    }

    String markdown() {
        StringBuilder table = new StringBuilder(HEAD);
        counts.forEach(
                (name, count) -> table.append("| `").append(name).append("` | ").append(count.cells()));
        return table.append("| all | ").append(total().cells()).toString();
    }
}
