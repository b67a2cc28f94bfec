package dev.tvar.stm.examples.report;

import dev.tvar.stm.examples.compare.Advice;
import dev.tvar.stm.examples.compare.Cell;
import dev.tvar.stm.examples.compare.MessageCost;
import dev.tvar.stm.examples.compare.Outcome;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of a comparison as tables in Markdown, for documents: a part for the conditions, and one for each table. */
public final class MarkdownReport {
    private static final double THOUSAND = 1_000;

    private final Results results;
    private final Plan plan;

    private MarkdownReport(Results results) {
        this.results = results;
        this.plan = results.plan();
    }

    /**
     * All parts.
     *
     * @param results what was measured
     * @param conditions where and when
     * @return Markdown by name: {@code machine}, {@code advice}, {@code rates}, {@code latencies}, {@code money},
     *     {@code messages}
     */
    public static Map<String, String> parts(Results results, Conditions conditions) {
        MarkdownReport report = new MarkdownReport(results);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("machine", report.machine(conditions));
        parts.put("advice", report.advice());
        parts.put("rates", report.byLoad(cell -> thousands(cell.rate().median())));
        parts.put("latencies", report.byLoad(cell -> Text.format("%,.2f / %,.2f", cell.latency(50), cell.latency(99))));
        parts.put("money", report.money());
        parts.put("messages", report.messages());
        return parts;
    }

    private String machine(Conditions conditions) {
        return Text.format(
                "%d cores, %s, Java %s, %s: %s of %s with %s, seed %d, in %,d s%s.",
                conditions.cores(),
                conditions.system(),
                conditions.java(),
                conditions.started().toLocalDate(),
                Text.number(plan.measurements()) + " measurements",
                plan.extent(),
                plan.threads().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " threads",
                plan.seed(),
                conditions.seconds(),
                results.complete() ? "" : "; ended early");
    }

    /** One row per engine, one column per load, with the greatest number of threads. */
    private String byLoad(Function<Cell, String> figure) {
        List<Object> headings = new ArrayList<>(List.of(Text.threads(plan.mostThreads())));
        headings.addAll(plan.loads());
        StringBuilder table = new StringBuilder(row(headings)).append(rule(headings.size()));
        for (Engine engine : plan.engines()) {
            List<Object> cells = new ArrayList<>(List.of(engine));
            for (Workload load : plan.loads()) {
                cells.add(results.cell(engine, load, plan.mostThreads())
                        .map(figure)
                        .orElse("–"));
            }
            table.append(row(cells));
        }
        return table.toString();
    }

    private String money() {
        StringBuilder table = new StringBuilder(
                        row(List.of("", "audits", "that saw a wrong total", "at stake", "lost")))
                .append(rule(5));
        for (Outcome outcome : Outcome.of(results)) {
            table.append(row(List.of(
                    outcome.engine(),
                    Text.number(outcome.audits()),
                    Text.number(outcome.wrongAudits()),
                    Text.number(outcome.atStake()),
                    Text.number(outcome.lost()))));
        }
        return table.toString();
    }

    private String advice() {
        return Advice.of(results).stream()
                .map(advice -> "- " + advice.sentence() + "\n")
                .collect(Collectors.joining());
    }

    private String messages() {
        StringBuilder table =
                new StringBuilder(row(List.of("", "messages per transfer", "messages per audit"))).append(rule(3));
        MessageCost.of(results)
                .forEach(cost -> table.append(row(List.of(
                        cost.engine(),
                        Text.format("%.1f", cost.perTransfer()),
                        Text.format("%,.1f", cost.perAudit())))));
        return table.toString();
    }

    private static String thousands(double perSecond) {
        double thousands = perSecond / THOUSAND;
        return Text.format(thousands < 100 ? "%,.1f" : "%,.0f", thousands);
    }

    private static String row(List<?> cells) {
        return cells.stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String rule(int columns) {
        return "|---|" + "--:|".repeat(columns - 1) + "\n";
    }
}
