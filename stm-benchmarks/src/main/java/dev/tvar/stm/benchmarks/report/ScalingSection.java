package dev.tvar.stm.benchmarks.report;

import dev.tvar.stm.benchmarks.scaling.Forecast;
import dev.tvar.stm.benchmarks.scaling.Forecast.Row;
import dev.tvar.stm.benchmarks.scaling.Prediction;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A forecast as Markdown and as a chart. */
public final class ScalingSection {
    private static final double MILLION = 1e6;
    private static final int TWO = Forecast.CORES.indexOf(2);

    private ScalingSection() {}

    /**
     * The tables of a forecast.
     *
     * @param forecast the forecast
     * @return the text
     */
    public static String markdown(Forecast forecast) {
        StringBuilder text = new StringBuilder(Figures.format(
                "%,d accounts; %.0f ns for a cache line from one core to another. Predicted transfers per second:%n%n",
                forecast.accounts(), forecast.lineNanos()));
        text.append("| cores |");
        Forecast.CORES.forEach(cores -> text.append(' ').append(cores).append(" |"));
        text.append(" measured with 2 |\n|---|").append("--:|".repeat(Forecast.CORES.size() + 1));
        text.append('\n');
        for (Row row : forecast.rows()) {
            text.append("| ").append(row.variant().label()).append(" |");
            row.predictions()
                    .forEach(p ->
                            text.append(' ').append(Figures.rate(p.perSecond())).append(" |"));
            text.append(' ').append(check(row)).append(" |\n");
        }
        return text.append(lines(forecast)).toString();
    }

    /** What was measured, and what the prediction is of it. */
    private static String check(Row row) {
        OptionalDouble measured = row.measuredWithTwo();
        if (measured.isEmpty()) {
            return Figures.NONE;
        }
        double ratio = row.predictions().get(TWO).perSecond() / measured.getAsDouble();
        return Figures.format("%s (predicted: %.2f of it)", Figures.rate(measured.getAsDouble()), ratio);
    }

    private static String lines(Forecast forecast) {
        StringBuilder text = new StringBuilder("\nCache-line transfers per transfer of money, and attempts lost:\n\n");
        text.append("| cores |");
        Forecast.CORES.forEach(cores -> text.append(' ').append(cores).append(" |"));
        text.append("\n|---|").append("--:|".repeat(Forecast.CORES.size())).append('\n');
        for (Row row : forecast.rows()) {
            text.append("| ").append(row.variant().label()).append(" |");
            for (Prediction p : row.predictions()) {
                text.append(Figures.format(" %.1f", p.transfersOfLines()));
                text.append(p.aborts() > 0 ? Figures.format("; %.1f%%", p.aborts() * 100) : "")
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * Draws a forecast.
     *
     * @param forecast the forecast
     * @param file where to, without the ending
     * @throws IOException if it cannot be written
     */
    public static void draw(Forecast forecast, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(600)
                .title(Figures.format("Predicted: transfers between %,d accounts", forecast.accounts()))
                .xAxisTitle("cores")
                .yAxisTitle("million transfers/s")
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisMin(powerOfTenBelowAll(forecast));
        for (Row row : forecast.rows()) {
            List<Double> rates =
                    row.predictions().stream().map(p -> p.perSecond() / MILLION).toList();
            chart.addSeries(row.variant().label(), Forecast.CORES, rates);
        }
        Charts.save(chart, file);
    }

    private static double powerOfTenBelowAll(Forecast forecast) {
        double least = forecast.rows().stream()
                .flatMap(row -> row.predictions().stream())
                .mapToDouble(p -> p.perSecond() / MILLION)
                .min()
                .orElse(1);
        return Math.pow(10, Math.floor(Math.log10(least)));
    }
}
