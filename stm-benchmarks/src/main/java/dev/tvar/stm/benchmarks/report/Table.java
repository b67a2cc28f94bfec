package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Scenario;
import dev.tvar.stm.benchmarks.plan.Scenarios;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Pace;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Stands at figures of far processors, where there is none of near ones. */
    private static final String FAR = "far";

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

    /**
     * What a cache line took on its way while the scenarios ran, in both states of the machine if figures of both are shown; empty
     * if unknown.
     */
    String lines(Results results) {
        String near = line(results, false);
        String far = line(results, true);
        return far.isEmpty() ? near : near.isEmpty() ? far : near + ", " + FAR + " " + far;
    }

    /** The middle one of the lines of cells of which far processors are shown, or of the others. */
    private String line(Results results, boolean far) {
        double[] lines = scenarios.stream()
                .flatMap(scenario -> engines(results).stream()
                        .filter(engine -> results.pace(scenario.id(), engine).isOfFar() == far)
                        .map(engine -> results.pace(scenario.id(), engine, Sample::line)))
                .mapToDouble(Pace::shown)
                .filter(line -> !Double.isNaN(line))
                .sorted()
                .toArray();
        return lines.length == 0 ? "" : Figures.format("%.0f ns", lines[lines.length / 2]);
    }

    private static String againstBestPeer(Scenario scenario, Results results) {
        double ratio = results.overBestPeer(scenario.id());
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
        Function<Engines, Double> value =
                engine -> results.pace(scenario.id(), engine, figure).shown();
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
        Pace pace = results.pace(scenario.id(), engine);
        List<String> remarks = new ArrayList<>();
        double time = results.ratio(scenario.id(), workload.base(), engine);
        if (!Double.isNaN(time)) {
            remarks.add(Figures.ratio(time));
        }
        if (pace.isOfFar()) {
            remarks.add(FAR);
        }
        if (measurement.median(Sample::starved) > 0) {
            remarks.add("starves");
        }
        String rate = Figures.rate(pace.shown());
        return remarks.isEmpty() ? rate : "%s (%s)".formatted(rate, String.join(", ", remarks));
    }
}
