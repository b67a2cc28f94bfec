package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Scenario;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Results;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** One chart for each table, as PNG and as SVG. The rates have a logarithmic axis, for they differ a thousandfold. */
public final class Charts {
    private static final int WIDTH = 1000;
    private static final int LEAST_HEIGHT = 500;

    /** What an engine takes in the legend, and what is above and below it. */
    private static final int LEGEND_LINE = 30;

    private static final int LEGEND_FRAME = 40;

    private Charts() {}

    /**
     * Draws all charts of a run.
     *
     * @param results the results
     * @param directory where to; made if it is not there
     * @throws IOException if they cannot be written
     */
    public static void write(Results results, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Workload workload : Workload.values()) {
            for (Table table : Table.of(workload, results)) {
                save(chart(table, results), directory.resolve(fileName(table)));
            }
        }
    }

    private static String fileName(Table table) {
        String name = table.name().isEmpty() ? "" : "-" + table.name();
        return (table.workload().label() + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static CategoryChart chart(Table table, Results results) {
        List<Engines> engines = table.engines(results);
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(Math.max(LEAST_HEIGHT, LEGEND_LINE * engines.size() + LEGEND_FRAME))
                .title(table.title())
                .yAxisTitle(table.workload().unit())
                .build();
        chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideE);
        double floor = floor(table, results);
        chart.getStyler().setYAxisMin(floor);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        List<String> columns = table.scenarios().stream().map(Scenario::column).toList();
        for (Engines engine : engines) {
            List<Double> rates = table.scenarios().stream()
                    .map(scenario ->
                            drawable(results.pace(scenario.id(), engine).shown(), floor))
                    .toList();
            chart.addSeries(engine.label(), columns, rates).setFillColor(colour(engine));
        }
        return chart;
    }

    /** The same in all charts: this library in black and grey, each other engine with a hue of its own. */
    private static Color colour(Engines engine) {
        if (engine.kind() == Engines.Kind.OURS) {
            return engine == Engines.TVAR ? Color.BLACK : Color.GRAY;
        }
        float hue = (float) engine.ordinal() / Engines.values().length;
        float brightness = engine.ordinal() % 2 == 0 ? 0.9f : 0.65f;
        return Color.getHSBColor(hue, 0.75f, brightness);
    }

    /** The power of ten below all rates: there the axis begins, as a logarithmic one has no place for 0. */
    private static double floor(Table table, Results results) {
        double least = table.engines(results).stream()
                .flatMapToDouble(
                        engine -> table.scenarios().stream().mapToDouble(scenario -> results.pace(scenario.id(), engine)
                                .shown()))
                .filter(rate -> rate > 0)
                .min()
                .orElse(1);
        return Math.pow(10, Math.floor(Math.log10(least)));
    }

    /** What was not measured has a bar without height. */
    private static double drawable(double rate, double floor) {
        return rate > 0 ? rate : floor;
    }

    /**
     * Saves a chart as PNG and as SVG.
     *
     * @param chart the chart
     * @param file where, without the ending
     * @throws IOException if it cannot be written
     */
    public static void save(Chart<?, ?> chart, Path file) throws IOException {
        ImageIO.setUseCache(false); // a cache on disk cannot be set up any more once Ctrl-C ends the program
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
