package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Scenario;
import dev.tvar.stm.benchmarks.plan.Scenarios;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Scenarios of one workload side by side, one row per engine.
 *
 * @param workload the workload
 * @param name what the scenarios have in common; empty if the workload has only this table
 * @param scenarios those that were measured
 */
record Table(Workload workload, String name, List<Scenario> scenarios) {

    /** The tables of a workload for which there are figures. */
    static List<Table> of(Workload workload, Results results) {
        Map<String, List<Scenario>> byName = Scenarios.all().stream()
                .filter(scenario -> scenario.workload() == workload)
                .filter(scenario -> results.measurements().stream()
                        .anyMatch(m -> m.scenario().equals(scenario.id())))
                .collect(Collectors.groupingBy(Scenario::table, LinkedHashMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(entry -> new Table(workload, entry.getKey(), entry.getValue()))
                .toList();
    }

    String title() {
        return name.isEmpty() ? workload.title() : workload.title() + ": " + name;
    }

    List<Engines> engines(Results results) {
        return Arrays.stream(Engines.values())
                .filter(engine -> scenarios.stream()
                        .anyMatch(s -> results.find(s.id(), engine).isPresent()))
                .toList();
    }

    private record Column(String header, Function<Engines, String> text) {}

    /** As Markdown. */
    String markdown(Results results) {
        List<Column> columns = columns(results);
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column.header).append(" |"));
        text.append("\n|---|").append("--:|".repeat(columns.size())).append('\n');
        for (Engines engine : engines(results)) {
            text.append("| ").append(engine.label()).append(" |");
            columns.forEach(
                    column -> text.append(' ').append(column.text.apply(engine)).append(" |"));
            text.append('\n');
        }
        text.append("| *tvar against the best peer* |");
        scenarios.forEach(scenario ->
                text.append(" *").append(againstBestPeer(scenario, results)).append("* |"));
        return text.append(" |".repeat(columns.size() - scenarios.size()))
                .append('\n')
                .toString();
    }

    /** What a cache line took on its way while the scenarios ran, and with which engines it took much more or less; empty if unknown. */
    String lines(Results results) {
        return scenarios.stream()
                .flatMap(scenario -> line(scenario, results).stream())
                .collect(Collectors.joining("; "));
    }

    private Optional<String> line(Scenario scenario, Results results) {
        List<Measurement> known = engines(results).stream()
                .flatMap(engine -> results.find(scenario.id(), engine).stream())
                .filter(m -> !Double.isNaN(m.median(Sample::line)))
                .sorted(Comparator.comparingDouble(m -> m.median(Sample::line)))
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        double usual = known.get(known.size() / 2).median(Sample::line);
        String others = known.stream()
                .filter(m -> !Sample.alike(usual, m.median(Sample::line)))
                .map(m -> Figures.format("%s %.0f ns", m.engine(), m.median(Sample::line)))
                .collect(Collectors.joining(", "));
        String line = Figures.format("%s %.0f ns", scenario.column(), usual);
        return Optional.of(others.isEmpty() ? line : line + "; but " + others);
    }

    private static String againstBestPeer(Scenario scenario, Results results) {
        double ratio = results.rate(scenario.id(), Engines.TVAR) / results.bestPeerRate(scenario.id());
        return Double.isNaN(ratio) ? Figures.NONE : Figures.ratio(ratio) + " times the rate";
    }

    private List<Column> columns(Results results) {
        List<Column> columns = new ArrayList<>();
        scenarios.forEach(
                scenario -> columns.add(new Column(scenario.column(), engine -> rate(scenario, engine, results))));
        for (Scenario scenario : scenarios) {
            add(columns, "transfers/s beside", Sample::besides, Figures::rate, scenario, results);
            add(columns, "in vain, " + scenario.column(), Sample::reruns, Figures::share, scenario, results);
        }
        String weight = workload == Workload.W8 ? "bytes per waiter" : "bytes each";
        add(columns, weight, Sample::bytes, Figures::bytes, scenarios.get(0), results);
        return columns;
    }

    /** Adds a column if any engine has such a figure. */
    private void add(
            List<Column> columns,
            String header,
            ToDoubleFunction<Sample> figure,
            Function<Double, String> format,
            Scenario scenario,
            Results results) {
        Function<Engines, Double> value = engine ->
                results.find(scenario.id(), engine).map(m -> m.median(figure)).orElse(Double.NaN);
        if (engines(results).stream().anyMatch(engine -> !value.apply(engine).isNaN())) {
            columns.add(new Column(header, value.andThen(format)));
        }
    }

    /** The rate and, in brackets, the time of one operation against that of the base. */
    private String rate(Scenario scenario, Engines engine, Results results) {
        Optional<Measurement> found = results.find(scenario.id(), engine);
        if (found.isEmpty()) {
            return "";
        }
        Measurement measurement = found.get();
        if (measurement.failure() != null) {
            return "failed";
        }
        double rate = measurement.median(Sample::rate);
        double time = results.rate(scenario.id(), workload.base()) / rate;
        String starved = measurement.median(Sample::starved) > 0 ? ", starves" : "";
        return Double.isNaN(time)
                ? Figures.rate(rate) + starved
                : "%s (%s%s)".formatted(Figures.rate(rate), Figures.ratio(time), starved);
    }
}
