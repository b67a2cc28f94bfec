package dev.tvar.stm.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Lines with markers, and with error bars where points have a least and a greatest value. For one thread. */
final class LineChart {
    /** Distance between markers on long lines; the markers of different lines are offset from each other. */
    private static final int MARKER_EVERY = 10;

    private static final int LONG_LINE = 20;
    private static final int MARGIN = 10;

    private final XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    private final List<Integer> looks = new ArrayList<>();
    private final DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    private boolean spread;

    /**
     * A point of a line.
     *
     * @param x where
     * @param least the lower end of its error bar
     * @param y the value
     * @param greatest the upper end of its error bar
     */
    record Point(double x, double least, double y, double greatest) {
        static Point of(double x, double y) {
            return new Point(x, y, y, y);
        }
    }

    /** Adds a line; the number decides its look. */
    LineChart line(String name, int look, List<Point> points) {
        XYIntervalSeries series = new XYIntervalSeries(name, false, true);
        for (Point point : points) {
            series.add(point.x(), point.x(), point.x(), point.y(), point.least(), point.greatest());
            values.accept(point.least());
            values.accept(point.greatest());
            spread |= point.least() != point.greatest();
        }
        data.addSeries(series);
        looks.add(look);
        return this;
    }

    boolean isEmpty() {
        return values.getCount() == 0;
    }

    /** All values that were added. */
    DoubleSummaryStatistics values() {
        return values;
    }

    JFreeChart chart(ValueAxis x, Function<DoubleSummaryStatistics, ValueAxis> y) {
        XYPlot plot = new XYPlot(data, x, y.apply(values), renderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Look.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, Look.PLAIN, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, MARGIN));
        chart.getLegend().setItemFont(Look.PLAIN);
        chart.getLegend().setItemPaint(Look.INK);
        chart.getLegend().setFrame(BlockBorder.NONE);
        return chart;
    }

    private XYLineAndShapeRenderer renderer() {
        XYErrorRenderer renderer = new SparseMarkers();
        renderer.setDrawXError(false);
        renderer.setDrawYError(spread);
        renderer.setDefaultLinesVisible(true);
        renderer.setDefaultShapesVisible(true);
        renderer.setDrawOutlines(false);
        for (int series = 0; series < looks.size(); series++) {
            Look look = Look.of(looks.get(series));
            renderer.setSeriesPaint(series, look.color());
            renderer.setSeriesStroke(series, look.stroke());
            renderer.setSeriesShape(series, look.marker());
        }
        renderer.setErrorStroke(new BasicStroke(1.2f));
        renderer.setLegendLine(new Line2D.Double(-16, 0, 16, 0));
        return renderer;
    }

    /** Draws some of the markers of a long line. */
    private final class SparseMarkers extends XYErrorRenderer {
        private static final long serialVersionUID = 1L;

        private boolean inLegend;

        @Override
        public LegendItem getLegendItem(int dataset, int series) {
            inLegend = true;
            try {
                return super.getLegendItem(dataset, series);
            } finally {
                inLegend = false;
            }
        }

        @Override
        public boolean getItemShapeVisible(int series, int item) {
            return inLegend
                    || data.getItemCount(series) < LONG_LINE
                    || item % MARKER_EVERY == 2 * series % MARKER_EVERY;
        }
    }
}
