package dev.tvar.stm.examples.report;

import dev.tvar.stm.examples.compare.Outcome;
import dev.tvar.stm.examples.support.Text;
import java.awt.Color;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars: the part of the money at stake that each engine lost when participants failed. */
final class LossChart {
    private static final int ROOM_FOR_LABELS = 115;
    private static final int TICK = 20;

    private LossChart() {}

    static Figure of(List<Outcome> outcomes) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        outcomes.forEach(outcome ->
                data.addValue(outcome.percentLost(), "lost", outcome.engine().toString()));
        JFreeChart chart = ChartFactory.createBarChart(
                null, null, "lost, % of the money at stake", data, PlotOrientation.HORIZONTAL, false, false, false);
        chart.setBackgroundPaint(Color.WHITE);
        dress(chart.getCategoryPlot());
        String title = "Money lost when a participant fails mid-transfer";
        String caption =
                "Of the money that was in flight when a participant failed between withdrawal and deposit, the part"
                        + " that was missing at the end: "
                        + outcomes.stream()
                                .map(outcome -> Text.format("%s %.0f\u00a0%%", outcome.engine(), outcome.percentLost()))
                                .collect(Collectors.joining(", "))
                        + ".";
        return new Figure("losses", title, caption, Svg.draw(chart, "losses", title, caption));
    }

    private static void dress(CategoryPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Look.GRID);
        CategoryAxis engines = plot.getDomainAxis();
        engines.setTickLabelFont(Look.PLAIN);
        engines.setTickLabelPaint(Look.INK);
        NumberAxis lost = (NumberAxis) plot.getRangeAxis();
        lost.setRange(0, ROOM_FOR_LABELS);
        lost.setTickUnit(new NumberTickUnit(TICK));
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        lost.setTickLabelFont(Look.PLAIN);
        lost.setLabelFont(Look.PLAIN);
        BarRenderer bars = (BarRenderer) plot.getRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setSeriesPaint(0, Look.of(0).color());
        bars.setMaximumBarWidth(0.1);
        bars.setDefaultItemLabelGenerator(
                new StandardCategoryItemLabelGenerator("{2} %", NumberFormat.getIntegerInstance(Locale.ROOT)));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(Look.PLAIN);
        bars.setDefaultItemLabelPaint(Look.INK);
    }
}
