package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.plan.RunSettings;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Machine;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sections of a report in Markdown, by name: {@code machine}, {@code bars}, {@code w1} to {@code w12}. */
public final class Sections {
    private Sections() {}

    /** All sections for which there are figures, in the order of a report. */
    public static Map<String, String> of(Results results) {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("machine", machine(results));
        sections.put("bars", bars(results));
        for (Workload workload : Workload.values()) {
            List<RateTable> tables = RateTable.of(workload, results);
            if (!tables.isEmpty()) {
                sections.put(workload.label(), workload(workload, tables, results));
            }
        }
        return sections;
    }

    /** The report that is written next to the results. */
    public static String report(Results results) {
        StringBuilder text = new StringBuilder("# Benchmark\n\n");
        Map<String, String> sections = of(results);
        text.append(sections.remove("machine")).append("\n## Bars\n\n").append(sections.remove("bars"));
        for (Workload workload : Workload.values()) {
            String section = sections.get(workload.label());
            if (section != null) {
                text.append("\n## %s: %s\n\n".formatted(workload.name(), workload.title()))
                        .append(section);
            }
        }
        return text.toString();
    }

    private static String machine(Results results) {
        Machine machine = results.machine();
        RunSettings settings = results.settings();
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
        if (machine.wasBusy()) {
            text.append(Numbers.format(
                    "**The machine was busy** (%.1f processors before the run): these figures mean little.%n",
                    machine.loadBefore()));
        }
        if (!results.complete()) {
            text.append("**The run was ended early**: cells that are missing here were not measured.\n");
        }
        results.measurements().stream().filter(m -> m.failure() != null).forEach(m -> text.append(failure(m)));
        return text.toString();
    }

    private static String failure(Measurement failed) {
        return "**Failed**: %s with %s: %s%n".formatted(failed.scenario(), failed.engine(), failed.failure());
    }

    private static String bars(Results results) {
        StringBuilder text = new StringBuilder("| | quantity | bar | measured | |\n|---|---|---|--:|---|\n");
        for (Bar bar : Bars.all()) {
            text.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            bar.workload(),
                            bar.claim(),
                            bar.goal(),
                            Numbers.ratio(bar.figure().applyAsDouble(results)),
                            bar.judge(results)));
        }
        return text.toString();
    }

    /** The medians of two builds of this library, and their ratio. */
    public static String comparison(List<Measurement> here, List<Measurement> there) {
        StringBuilder text =
                new StringBuilder("| | engine | this build | the other | ratio | forks |\n|---|---|--:|--:|--:|--:|\n");
        for (Measurement own : here) {
            double other = there.stream()
                    .filter(m ->
                            m.scenario().equals(own.scenario()) && m.engine().equals(own.engine()))
                    .mapToDouble(m -> m.median(Sample::rate))
                    .findFirst()
                    .orElse(Double.NaN);
            double rate = own.median(Sample::rate);
            text.append("| %s | %s | %s | %s | %s | %d |%n"
                    .formatted(
                            own.scenario(),
                            own.engine(),
                            Numbers.rate(rate),
                            Numbers.rate(other),
                            Numbers.perOperation(rate / other),
                            own.samples().size()));
        }
        here.stream().filter(m -> m.failure() != null).forEach(m -> text.append(failure(m)));
        return text.toString();
    }

    private static String workload(Workload workload, List<RateTable> tables, Results results) {
        StringBuilder text =
                new StringBuilder("%s; in brackets, the time of one operation divided by that of %s: less is better.%n"
                        .formatted(workload.unit(), workload.base().label()));
        for (RateTable table : tables) {
            text.append('\n');
            if (!table.name().isEmpty()) {
                text.append("**%s**%n%n".formatted(table.name()));
            }
            text.append(table.markdown(results));
        }
        return text.toString();
    }
}
