package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.Capability;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.MeasuredScenario;
import dev.tvar.stm.benchmarks.plan.Scenarios;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Measurement;
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
 * A table of one workload: a row for each engine, a column for each scenario.
 *
 * @param workload the workload
 * @param name the parameter that its scenarios share; empty if the workload has only this table
 * @param scenarios the measured scenarios
 */
record RateTable(Workload workload, String name, List<MeasuredScenario> scenarios) {
    /** The tables of a workload for which there are figures. */
    static List<RateTable> of(Workload workload, Results results) {
        Map<String, List<MeasuredScenario>> byName = Scenarios.all().stream()
                .filter(scenario -> scenario.workload() == workload)
                .filter(scenario -> results.measurements().stream()
                        .anyMatch(m -> m.scenario().equals(scenario.id())))
                .collect(Collectors.groupingBy(MeasuredScenario::table, LinkedHashMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(entry -> new RateTable(workload, entry.getKey(), entry.getValue()))
                .toList();
    }

    String title() {
        return name.isEmpty() ? workload.title() : workload.title() + ": " + name;
    }

    List<MeasuredEngine> engines(Results results) {
        return Arrays.stream(MeasuredEngine.values())
                .filter(engine -> scenarios.stream()
                        .anyMatch(s -> results.find(s.id(), engine).isPresent()))
                .toList();
    }

    private record TextColumn(String header, Function<MeasuredEngine, String> text) {}

    /** The table as Markdown. */
    String markdown(Results results) {
        List<TextColumn> columns = columns(results);
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column.header).append(" |"));
        text.append("\n|---|").append("--:|".repeat(columns.size())).append('\n');
        for (MeasuredEngine engine : engines(results)) {
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

    private static String againstBestPeer(MeasuredScenario scenario, Results results) {
        double ratio = results.overBestPeer(scenario.id());
        return Double.isNaN(ratio) ? Numbers.NONE : Numbers.ratio(ratio) + " times the rate";
    }

    private List<TextColumn> columns(Results results) {
        List<TextColumn> columns = new ArrayList<>();
        scenarios.forEach(
                scenario -> columns.add(new TextColumn(scenario.column(), engine -> rate(scenario, engine, results))));
        for (MeasuredScenario scenario : scenarios) {
            add(columns, "operations/s of the writer", Sample::besides, Numbers::rate, scenario, results);
            String wasted = "wasted runs per operation, " + scenario.column();
            add(columns, wasted, Sample::reruns, Numbers::perOperation, scenario, results);
            if (scenario.work() == Capability.SPACE) {
                String time = "processor time per operation, " + scenario.column();
                add(columns, time, Sample::cpu, Numbers::time, scenario, results);
            }
        }
        String bytes = workload == Workload.W8 ? "bytes per waiter" : "bytes per operation";
        add(columns, bytes, Sample::bytes, Numbers::bytes, scenarios.get(0), results);
        return columns;
    }

    /** Adds a column if any engine has such a figure. */
    private void add(
            List<TextColumn> columns,
            String header,
            ToDoubleFunction<Sample> figure,
            Function<Double, String> format,
            MeasuredScenario scenario,
            Results results) {
        Function<MeasuredEngine, Double> value = engine -> results.median(scenario.id(), engine, figure);
        if (engines(results).stream().anyMatch(engine -> !value.apply(engine).isNaN())) {
            columns.add(new TextColumn(header, value.andThen(format)));
        }
    }

    /** The rate and, in brackets, the time of one operation divided by that of the base. */
    private String rate(MeasuredScenario scenario, MeasuredEngine engine, Results results) {
        Optional<Measurement> found = results.find(scenario.id(), engine);
        if (found.isEmpty()) {
            return "";
        }
        Measurement measurement = found.get();
        if (measurement.failure() != null) {
            return "failed";
        }
        List<String> remarks = new ArrayList<>();
        double time = results.ratio(scenario.id(), workload.base(), engine);
        if (!Double.isNaN(time)) {
            remarks.add(Numbers.ratio(time));
        }
        if (measurement.median(Sample::starved) > 0) {
            remarks.add("starves");
        }
        String rate = Numbers.rate(measurement.median(Sample::rate));
        return remarks.isEmpty() ? rate : "%s (%s)".formatted(rate, String.join(", ", remarks));
    }
}
