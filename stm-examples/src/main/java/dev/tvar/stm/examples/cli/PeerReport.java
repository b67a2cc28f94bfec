package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.testing.prove.PeerTable;
import dev.tvar.stm.testing.prove.Target;
import dev.tvar.stm.testing.prove.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes the table of all engines, with the observations where a property does not hold. */
final class PeerReport {
    private PeerReport() {}

    static void print(PeerTable table, PrintWriter out) {
        List<String> headings = new ArrayList<>(List.of("property"));
        headings.addAll(table.engines().stream().map(PeerTable.Column::name).toList());
        Columns columns = new Columns(headings.toArray(String[]::new))
                .left(IntStream.range(1, headings.size()).toArray());
        for (PeerTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.property()));
            cells.addAll(row.verdicts());
            columns.row(cells.toArray());
        }
        columns.print(out);
        for (PeerTable.Row row : table.rows()) {
            for (PeerTable.Column engine : table.engines()) {
                String seen = row.details().get(engine.name());
                if (seen != null) {
                    out.println();
                    out.println(row.property() + " on " + engine.name() + " (" + engine.product() + "):");
                    seen.lines().forEach(line -> out.println("    " + line));
                }
            }
        }
    }

    /** Whether everything holds on this library, which is the first column. */
    static boolean oursHolds(PeerTable table) {
        int ours = IntStream.range(0, table.engines().size())
                .filter(i -> table.engines().get(i).name().equals(Target.OURS))
                .findFirst()
                .orElseThrow();
        return table.rows().stream().allMatch(row -> row.verdicts().get(ours) == Verdict.HOLDS);
    }
}
