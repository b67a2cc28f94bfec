package dev.tvar.stm.examples.report;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.examples.compare.Cell;
import dev.tvar.stm.examples.compare.Conflicts;
import dev.tvar.stm.examples.compare.Measurement;
import dev.tvar.stm.examples.compare.MessageCost;
import dev.tvar.stm.examples.compare.Outcome;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Spread;
import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The figures under the charts. */
final class Tabulated {
    private static final double THOUSAND = 1_000;
    private static final double MILLION = 1_000_000;
    private static final String NONE = "–";

    private final Results results;

    Tabulated(Results results) {
        this.results = results;
    }

    /** One row per engine, one column per load. */
    Table overview() {
        int threads = results.plan().mostThreads();
        List<Workload> loads = results.plan().loads();
        Table table = new Table(
                "Thousands of operations per second with " + Text.threads(threads)
                        + ", medians; in brackets, how many times as many as ordered-locks",
                Stream.concat(Stream.of("engine"), loads.stream().map(Workload::toString))
                        .toArray(String[]::new));
        results.plan()
                .engines()
                .forEach(engine -> table.row(
                        engine,
                        loads.stream()
                                .map(load -> glance(engine, load, threads))
                                .toArray()));
        return table;
    }

    private String glance(Engine engine, Workload load, int threads) {
        Optional<Double> rate =
                results.cell(engine, load, threads).map(cell -> cell.rate().median());
        Optional<Double> locks = results.cell(Engine.ORDERED_LOCKS, load, threads)
                .map(cell -> cell.rate().median());
        return rate.map(own ->
                        thousands(own) + locks.map(other -> ratio(own / other)).orElse(""))
                .orElse(NONE);
    }

    private static String ratio(double ratio) {
        return Text.format(ratio < 0.1 ? " (%.3f)" : " (%.2f)", ratio);
    }

    /** One row per engine and number of threads. */
    Table of(Workload load) {
        Table table = new Table(
                "All figures of this load: thousands of operations per second; latencies in µs",
                "engine, threads",
                "median",
                "slowest to fastest round",
                "p50",
                "p99",
                "p99.9",
                "longest",
                "audits",
                "wrong",
                "aborts");
        results.cells().stream()
                .filter(cell -> cell.load() == load)
                .sorted(Comparator.comparing(cell -> results.plan().engines().indexOf(cell.engine())))
                .forEach(cell -> {
                    Spread rate = cell.rate();
                    table.row(
                            cell.engine() + ", " + cell.threads(),
                            thousands(rate.median()),
                            thousands(rate.min()) + " to " + thousands(rate.max()),
                            micros(cell, 50),
                            micros(cell, 99),
                            micros(cell, 99.9),
                            micros(cell, 100),
                            Text.number(cell.sum(Measurement::audits)),
                            Text.number(cell.sum(Measurement::wrongAudits)),
                            orNone(cell.aborts()));
                });
        return table;
    }

    /** One row per engine: money in flight and money lost. */
    Table losses(List<Outcome> outcomes) {
        Table table = new Table(
                "Money in flight when participants failed, and money missing at the end, all measurements together",
                "engine",
                "at stake",
                "lost",
                "part");
        outcomes.forEach(outcome -> table.row(
                outcome.engine(),
                Text.number(outcome.atStake()),
                Text.number(outcome.lost()),
                Text.format("%.0f\u00a0%%", outcome.percentLost())));
        return table;
    }

    /** One row per engine of actors. */
    Table messages() {
        Table table =
                new Table("Messages between actors, all measurements together", "engine", "per transfer", "per audit");
        MessageCost.of(results)
                .forEach(cost -> table.row(
                        cost.engine(), Text.format("%.1f", cost.perTransfer()), Text.format("%,.1f", cost.perAudit())));
        return table;
    }

    /** One row per load. */
    Table retries() {
        Table table = new Table(
                "Each load once more, while the diagnostics recorded",
                "load",
                "transactions committed",
                "attempts lost",
                "lost per million commits",
                "waits");
        for (Conflicts.Run run : results.conflicts().runs()) {
            table.row(
                    run.name(),
                    Text.number(run.commits()),
                    Text.number(run.aborts()),
                    Text.format("%,.0f", MILLION * run.aborts() / Math.max(1, run.commits())),
                    Text.number(run.waits()));
        }
        return table;
    }

    /** One row per load, variable, loser, winner and kind. */
    Table conflicts() {
        Table table = new Table(
                        "The most frequent conflicts: which transaction ran again because of which; at most five rows for each load",
                        "load",
                        "variable",
                        "ran again",
                        "lost to",
                        "because",
                        "times")
                .words(1, 2, 3, 4);
        for (Conflicts.Run run : results.conflicts().runs()) {
            for (Conflict conflict : run.top()) {
                table.row(
                        run.name(),
                        conflict.variable(),
                        conflict.transaction(),
                        conflict.winner(),
                        because(conflict.kind()),
                        Text.number(conflict.count()));
            }
        }
        return table;
    }

    private static String because(AbortKind kind) {
        return switch (kind) {
            case READ_CHANGED -> "its value changed";
            case ANSWER_CHANGED -> "its answer changed";
            case LOCKED -> "it stayed locked";
            case TICKET -> "another held the ticket";
            case RETRY, EXCEPTION -> throw new IllegalArgumentException(kind + " is not a conflict");
        };
    }

    private static String micros(Cell cell, double percentile) {
        return Text.format("%,.2f", cell.latency(percentile));
    }

    private static String orNone(OptionalLong number) {
        return number.isPresent() ? Text.number(number.getAsLong()) : NONE;
    }

    private static String thousands(double perSecond) {
        double thousands = perSecond / THOUSAND;
        return Text.format(thousands < 100 ? "%,.1f" : "%,.0f", thousands);
    }
}
