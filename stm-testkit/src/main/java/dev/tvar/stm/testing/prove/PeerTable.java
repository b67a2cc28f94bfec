package dev.tvar.stm.testing.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Which properties hold on which engine.
 *
 * @param engines the columns
 * @param rows the properties, in order
 */
public record PeerTable(List<Column> engines, List<Row> rows) {
    /**
     * An engine.
     *
     * @param name its name
     * @param product the product that runs underneath, with its version
     */
    public record Column(String name, String product) {}

    /**
     * The results for one property.
     *
     * @param property its name
     * @param verdicts one per engine
     * @param details the observations, by the name of the engine, where the property does not hold
     */
    public record Row(String property, List<Verdict> verdicts, Map<String, String> details) {}

    /** Copies the lists. */
    public PeerTable {
        engines = List.copyOf(engines);
        rows = List.copyOf(rows);
    }

    /**
     * The table in Markdown; it depends on the schedule of a run only if the verdicts do.
     *
     * @return lines with line ends
     */
    public String markdown() {
        List<String> names =
                engines.stream().map(engine -> "`" + engine.name() + "`").toList();
        StringBuilder text = new StringBuilder();
        text.append(line("property", names));
        text.append("|---").append("|---".repeat(names.size())).append("|\n");
        rows.forEach(row -> text.append(line(
                row.property(), row.verdicts().stream().map(PeerTable::cell).toList())));
        text.append(line("*version*", engines.stream().map(Column::product).toList()));
        return text.toString();
    }

    private static String cell(Verdict verdict) {
        return verdict == Verdict.HOLDS ? verdict.toString() : "**" + verdict + "**";
    }

    private static String line(String first, List<String> rest) {
        List<String> cells = new ArrayList<>(Collections.singleton(first));
        cells.addAll(rest);
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
