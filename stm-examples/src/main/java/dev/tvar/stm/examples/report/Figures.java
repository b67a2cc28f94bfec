package dev.tvar.stm.examples.report;

import dev.tvar.stm.examples.compare.Cell;
import dev.tvar.stm.examples.compare.Measurement;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Timeline.Slice;
import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.report.LineChart.Point;
import dev.tvar.stm.examples.support.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;

/** The charts of each load. An engine has the same look in all of them. */
final class Figures {
    private static final int PERCENT = 100;

    /** Margin below a falling line, as a part of its height; below a flat one, as a part of its value. */
    private static final double ROOM = 10;

    private static final double FLAT_ROOM = 500;
    private static final String[] PERCENTILES = {"0", "90", "99", "99.9", "99.99"};

    private final Results results;
    private final Plan plan;

    Figures(Results results) {
        this.results = results;
        this.plan = results.plan();
    }

    private static int look(Engine engine) {
        return engine.ordinal();
    }

    /** Of a load, or nothing if it was never measured. */
    List<Figure> of(Workload load) {
        List<Cell> busiest = results.cells(load, plan.mostThreads());
        List<Figure> figures = new ArrayList<>();
        throughput(load).ifPresent(figures::add);
        if (!busiest.isEmpty()) {
            figures.add(latency(load, busiest));
            figures.add(total(load, busiest, load + "-total"));
            figures.add(wrongAudits(load, busiest));
        }
        return figures;
    }

    private Optional<Figure> throughput(Workload load) {
        LineChart lines = new LineChart();
        List<Cell> all = plan.threads().stream()
                .flatMap(threads -> results.cells(load, threads).stream())
                .toList();
        for (Engine engine : engines(all)) {
            List<Point> points = new ArrayList<>();
            for (int place = 0; place < plan.threads().size(); place++) {
                int x = place;
                results.cell(engine, load, plan.threads().get(place))
                        .map(Cell::rate)
                        .ifPresent(rate -> points.add(new Point(x, rate.min(), rate.median(), rate.max())));
            }
            lines.line(engine.toString(), look(engine), points);
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String[] threads = plan.threads().stream().map(String::valueOf).toArray(String[]::new);
        JFreeChart chart = lines.chart(
                Axes.places("threads", threads),
                values -> Axes.logarithmic("operations per second", values, Labels::rate));
        List<Cell> last = results.cells(load, plan.mostThreads());
        String caption = "Higher is better; each grid line is ten times the one below. Points are medians; bars reach"
                + " from the slowest to the fastest round. " + extremes(last);
        return Optional.of(figure(load, load + "-throughput", "Throughput by threads", caption, chart));
    }

    private static String extremes(List<Cell> cells) {
        if (cells.size() < 2) {
            return "";
        }
        ToDoubleFunction<Cell> rate = cell -> cell.rate().median();
        Cell best = cells.stream().max(Comparator.comparingDouble(rate)).orElseThrow();
        Cell worst = cells.stream().min(Comparator.comparingDouble(rate)).orElseThrow();
        return Text.format(
                "With %s, %s made %,.0f a second, %s made %,.0f.",
                Text.threads(best.threads()),
                best.engine(),
                rate.applyAsDouble(best),
                worst.engine(),
                rate.applyAsDouble(worst));
    }

    private Figure latency(Workload load, List<Cell> cells) {
        LineChart lines = new LineChart();
        cells.forEach(cell -> lines.line(cell.engine().toString(), look(cell.engine()), percentiles(cell.latencies())));
        JFreeChart chart = lines.chart(
                Axes.places("percent of operations that took no longer", PERCENTILES),
                values -> Axes.logarithmic("time of one operation", values, Labels::time));
        String slowest = cells.stream()
                .map(cell -> Text.format("%s %,.2f", cell.engine(), cell.latency(99)))
                .collect(Collectors.joining(", "));
        String caption = Text.format(
                "Lower is better. To the right are the rare slow operations: at 99, one in a hundred took longer. With %s, 99 in"
                        + " 100 took at most, in µs: %s.",
                Text.threads(plan.mostThreads()), slowest);
        return figure(load, load + "-latency", "Latency distribution", caption, chart);
    }

    /** One point per quarter of a decade of the slower operations, as long as there are enough samples. */
    private static List<Point> percentiles(Histogram latencies) {
        final int steps = 4;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= steps * (PERCENTILES.length - 1); i++) {
            double x = (double) i / steps;
            double beyond = Math.pow(10, -x);
            if (i == 0 || latencies.getTotalCount() * beyond >= 2) {
                double nanos = latencies.getValueAtPercentile(PERCENT * (1 - beyond));
                points.add(Point.of(x, Math.max(1, nanos)));
            }
        }
        return points;
    }

    private Figure total(Workload load, List<Cell> cells, String id) {
        LineChart lines = new LineChart();
        cells.forEach(cell -> lines.line(cell.engine().toString(), look(cell.engine()), totals(cell.last())));
        double least = Math.min(plan.total(), lines.values().getMin());
        double greatest = Math.max(plan.total(), lines.values().getMax());
        double room = Math.max((greatest - least) / ROOM, plan.total() / FLAT_ROOM);
        JFreeChart chart =
                lines.chart(time(cells), values -> Axes.linear("total of all accounts", least - room, greatest));
        String flat = cells.stream()
                .filter(cell -> cell.last().timeline().stream().allMatch(slice -> slice.furthest() == plan.total()))
                .map(cell -> cell.engine().toString())
                .collect(Collectors.joining(", "));
        String caption = Text.format(
                "The right total is %,d. In each slice of time of the last round with %s, the total furthest from it that"
                        + " the auditor saw; at the ends, the opening and the final total. Flat all the way: %s.%s",
                plan.total(),
                Text.threads(plan.mostThreads()),
                flat.isEmpty() ? "none" : flat,
                load.kills() ? " Each step down is money that a failed participant had withdrawn." : "");
        return figure(load, id, "The total as the auditor saw it", caption, chart);
    }

    /** From the opening to the final total, which are known even if audits were rare. */
    private List<Point> totals(Measurement round) {
        List<Point> points = new ArrayList<>();
        points.add(Point.of(0, plan.total()));
        round.timeline().forEach(slice -> points.add(Point.of(slice.millis(), slice.furthest())));
        points.add(Point.of(end(round), round.finalTotal()));
        return points;
    }

    /** The first chart: the total under the load with the strongest result: failing participants, or else wrong audits. */
    Optional<Figure> first() {
        return plan.loads().stream()
                .filter(load -> !results.cells(load, plan.mostThreads()).isEmpty())
                .max(Comparator.comparing(Workload::kills).thenComparingLong(this::wrongAuditsOf))
                .map(load -> total(load, results.cells(load, plan.mostThreads()), "auditor"));
    }

    private long wrongAuditsOf(Workload load) {
        return results.cells(load, plan.mostThreads()).stream()
                .mapToLong(cell -> cell.sum(Measurement::wrongAudits))
                .sum();
    }

    private Figure wrongAudits(Workload load, List<Cell> cells) {
        LineChart lines = overTime(cells, slice -> (double) PERCENT * slice.wrong() / slice.audits());
        JFreeChart chart = lines.chart(time(cells), values -> Axes.linear("wrong audits, %", -2, PERCENT - 5));
        String wrong = cells.stream()
                .map(cell -> Text.format(
                        "%s %,d of %,d",
                        cell.engine(),
                        cell.last().timeline().stream().mapToLong(Slice::wrong).sum(),
                        cell.last().timeline().stream().mapToLong(Slice::audits).sum()))
                .collect(Collectors.joining(", "));
        String caption =
                "Of the audits in each slice of time of the last round, how many saw a total that is not the right"
                        + " one. 0 is right. In that round: " + wrong + ".";
        return figure(load, load + "-wrong", "Wrong audits over time", caption, chart);
    }

    /** Aborted runs of the engines that abort: a line per load. */
    Optional<Figure> aborts() {
        LineChart lines = new LineChart();
        double longest = 0;
        for (Workload load : plan.loads()) {
            Optional<Cell> cell = results.cell(Engine.STM, load, plan.mostThreads());
            if (cell.isPresent()) {
                List<Slice> slices = cell.get().last().timeline();
                lines.line(
                        load.toString(),
                        load.ordinal(),
                        slices.stream()
                                .map(slice -> Point.of(slice.millis(), slice.aborts()))
                                .toList());
                longest = Math.max(longest, end(cell.get().last()));
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        double greatest = lines.values().getMax();
        JFreeChart chart =
                lines.chart(Axes.linear("time, ms", 0, longest), values -> Axes.linear("aborts so far", 0, greatest));
        String caption = Text.format(
                "Aborted runs of stm, of transfers and of audits that write, summed over the last round,"
                        + " with %s. A steep part is a"
                        + " moment of contention; a flat line is a load without conflicts.",
                Text.threads(plan.mostThreads()));
        String title = "Aborts over time";
        return Optional.of(new Figure("aborts", title, caption, Svg.draw(chart, "aborts", title, caption)));
    }

    private static LineChart overTime(List<Cell> cells, ToDoubleFunction<Slice> value) {
        LineChart lines = new LineChart();
        cells.forEach(cell -> lines.line(
                cell.engine().toString(),
                look(cell.engine()),
                cell.last().timeline().stream()
                        .map(slice -> Point.of(slice.millis(), value.applyAsDouble(slice)))
                        .toList()));
        return lines;
    }

    private static ValueAxis time(List<Cell> cells) {
        return Axes.linear(
                "time, ms",
                0,
                cells.stream().mapToDouble(cell -> end(cell.last())).max().orElse(1));
    }

    private static double end(Measurement round) {
        double over = (double) round.nanos() / TimeUnit.MILLISECONDS.toNanos(1);
        return round.timeline().stream().mapToDouble(Slice::millis).reduce(over, Math::max);
    }

    private static List<Engine> engines(List<Cell> cells) {
        return cells.stream().map(Cell::engine).distinct().toList();
    }

    private static Figure figure(Workload load, String id, String title, String caption, JFreeChart chart) {
        String full = title + ", load " + load;
        return new Figure(id, title, caption, Svg.draw(chart, id, full, caption));
    }
}
