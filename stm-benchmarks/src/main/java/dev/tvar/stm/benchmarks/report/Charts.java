package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.MeasuredScenario;
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
import org.knowm.xchart.style.Styler.LegendPosition;

/** One chart for each table, as PNG and as SVG. The axis of the rates is logarithmic, since they differ by a factor of a thousand. */
public final class Charts {
    private static final int WIDTH = 1000;
    private static final int LEAST_HEIGHT = 500;

    /** The heights of an engine in the legend and of the frame around the legend. */
    private static final int LEGEND_LINE = 30;

    private static final int LEGEND_FRAME = 40;

    private Charts() {}

    /** Draws all charts of a run into a directory, which is created if it does not exist. */
    public static void write(Results results, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Workload workload : Workload.values()) {
            for (RateTable table : RateTable.of(workload, results)) {
                save(chart(table, results), directory.resolve(fileName(table)));
            }
        }
    }

    private static String fileName(RateTable table) {
        String name = table.name().isEmpty() ? "" : "-" + table.name();
        return (table.workload().label() + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static CategoryChart chart(RateTable table, Results results) {
        List<MeasuredEngine> engines = table.engines(results);
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
        List<String> columns =
                table.scenarios().stream().map(MeasuredScenario::column).toList();
        for (MeasuredEngine engine : engines) {
            List<Double> rates = table.scenarios().stream()
                    .map(scenario -> drawable(results.rate(scenario.id(), engine), floor))
                    .toList();
            chart.addSeries(engine.label(), columns, rates).setFillColor(colour(engine));
        }
        return chart;
    }

    /** The colour of an engine in all charts: black and grey for this library, a hue of its own for each other engine. */
    private static Color colour(MeasuredEngine engine) {
        if (engine.role() == MeasuredEngine.Role.OURS) {
            return engine == MeasuredEngine.TVAR ? Color.BLACK : Color.GRAY;
        }
        float hue = (float) engine.ordinal() / MeasuredEngine.values().length;
        float brightness = engine.ordinal() % 2 == 0 ? 0.9f : 0.65f;
        return Color.getHSBColor(hue, 0.75f, brightness);
    }

    /** The power of ten below all rates, where the axis begins: a logarithmic axis has no 0. */
    private static double floor(RateTable table, Results results) {
        double least = table.engines(results).stream()
                .flatMapToDouble(engine ->
                        table.scenarios().stream().mapToDouble(scenario -> results.rate(scenario.id(), engine)))
                .filter(rate -> rate > 0)
                .min()
                .orElse(1);
        return Math.pow(10, Math.floor(Math.log10(least)));
    }

    /** A rate that was not measured has a bar without height. */
    private static double drawable(double rate, double floor) {
        return rate > 0 ? rate : floor;
    }

    private static void save(CategoryChart chart, Path file) throws IOException {
        ImageIO.setUseCache(false); // while Ctrl-C ends the program, no cache on disk can be created
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
