package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Scenario;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    private static final int HEIGHT = 500;

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
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(table.title())
                .yAxisTitle(table.workload().unit())
                .build();
        chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideE);
        List<String> columns = table.scenarios().stream().map(Scenario::column).toList();
        for (Engines engine : table.engines(results)) {
            List<Double> rates = table.scenarios().stream()
                    .map(scenario -> drawable(results.rate(scenario.id(), engine)))
                    .toList();
            if (rates.stream().anyMatch(rate -> rate > LEAST)) {
                chart.addSeries(engine.label(), columns, rates);
            }
        }
        return chart;
    }

    /** A logarithmic axis has no place for less. */
    private static final double LEAST = 1;

    private static double drawable(double rate) {
        return Double.isNaN(rate) || rate < LEAST ? LEAST : rate;
    }

    /**
     * Saves a chart as PNG and as SVG.
     *
     * @param chart the chart
     * @param file where, without the ending
     * @throws IOException if it cannot be written
     */
    public static void save(Chart<?, ?> chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
