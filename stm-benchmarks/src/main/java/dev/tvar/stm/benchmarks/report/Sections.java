package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.plan.Settings;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Machine;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a report in Markdown, by name: {@code machine}, {@code bars}, {@code w1} to {@code w9}. */
public final class Sections {
    private Sections() {}

    /**
     * All parts for which there are figures.
     *
     * @param results the results
     * @return text by name, in the order of a report
     */
    public static Map<String, String> of(Results results) {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("machine", machine(results));
        sections.put("bars", bars(results));
        for (Workload workload : Workload.values()) {
            List<Table> tables = Table.of(workload, results);
            if (!tables.isEmpty()) {
                sections.put(workload.label(), workload(workload, tables, results));
            }
        }
        return sections;
    }

    /**
     * The report that is written beside the results.
     *
     * @param results the results
     * @return the text
     */
    public static String report(Results results) {
        StringBuilder text = new StringBuilder("# Benchmark\n\n");
        Map<String, String> sections = of(results);
        text.append(sections.remove("machine")).append("\n## Bars\n\n").append(sections.remove("bars"));
        sections.forEach((name, section) -> text.append("\n## %s: %s\n\n"
                        .formatted(
                                Workload.named(name).name(),
                                Workload.named(name).title()))
                .append(section));
        return text.toString();
    }

    private static String machine(Results results) {
        Machine machine = results.machine();
        Settings settings = results.settings();
        StringBuilder text = new StringBuilder()
                .append("%s, %d cores, %s, %s.%n"
                        .formatted(machine.processor(), machine.cores(), machine.system(), machine.jdk()))
                .append("%s, %s run: %d fork(s) of %d + %d iterations of %d ms.%n"
                        .formatted(
                                results.started(),
                                settings.quick() ? "quick" : "full",
                                settings.forks(),
                                settings.warmUps(),
                                settings.iterations(),
                                settings.iterationMillis()))
                .append("Arguments: `%s`.%n".formatted(String.join(" ", settings.allJvmArguments())));
        if (results.measurements().stream().anyMatch(m -> !Double.isNaN(m.median(Sample::line)))) {
            text.append(
                    "Where threads meet: %d iterations of %d ms; shown are those that ran while the processors were near, and figures of far ones, marked so, where there were none.%n"
                            .formatted(settings.shortIterations(), settings.shortIterationMillis()));
        }
        if (machine.wasBusy()) {
            text.append(Figures.format(
                    "**The machine was busy** (%.1f cores were taken before the run): these figures mean little.%n",
                    machine.loadBefore()));
        }
        if (!results.complete()) {
            text.append("**The run was ended early**: what is not here was not measured.\n");
        }
        results.measurements().stream().filter(m -> m.failure() != null).forEach(m -> text.append(failure(m)));
        return text.toString();
    }

    private static String failure(Measurement failed) {
        return "**Failed**: %s with %s: %s%n".formatted(failed.scenario(), failed.engine(), failed.failure());
    }

    private static String bars(Results results) {
        StringBuilder text = new StringBuilder("| | what | bar | measured | |\n|---|---|---|--:|---|\n");
        for (Bar bar : Bars.all()) {
            text.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            bar.workload(),
                            bar.claim(),
                            bar.wanted(),
                            Figures.ratio(bar.figure().applyAsDouble(results)),
                            bar.judge(results).words()));
        }
        return text.toString();
    }

    private static String workload(Workload workload, List<Table> tables, Results results) {
        StringBuilder text = new StringBuilder("%s; in brackets the time of one against %s.%n"
                .formatted(workload.unit(), workload.base().label()));
        for (Table table : tables) {
            text.append('\n');
            if (!table.name().isEmpty()) {
                text.append("**%s**%n%n".formatted(table.name()));
            }
            text.append(table.markdown(results));
            String lines = table.lines(results);
            if (!lines.isEmpty()) {
                text.append("%nA cache line from one processor to the other: %s.%n".formatted(lines));
            }
        }
        return text.toString();
    }
}
