package dev.tvar.stm.examples.report;

import dev.tvar.stm.examples.support.Text;
import java.util.DoubleSummaryStatistics;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;

/** The axes of the charts. */
final class Axes {
    private static final double TEN = 10;
    private static final double ROOM = 0.3;

    /** Tolerance with which the axis reaches its last power of ten despite rounding. */
    private static final double OVERLAP = 0.01;

    private Axes() {}

    /** From the power of ten below the least value to the one above the greatest. */
    static ValueAxis logarithmic(String label, DoubleSummaryStatistics values, DoubleFunction<String> write) {
        double least = Math.floor(Math.log10(values.getMin()));
        double greatest = Math.max(Math.ceil(Math.log10(values.getMax())), least + 1);
        LogAxis axis = new LogAxis(label);
        axis.setBase(TEN);
        axis.setTickUnit(new NumberTickUnit(1)); // a power of ten
        axis.setMinorTickMarksVisible(false);
        axis.setNumberFormatOverride(new Labels(write));
        axis.setRange(Math.pow(TEN, least), Math.pow(TEN, greatest + OVERLAP));
        return dressed(axis);
    }

    /** From 0 or the least value to the greatest, with some room. */
    static ValueAxis linear(String label, double least, double greatest) {
        NumberAxis axis = new NumberAxis(label);
        double room = Math.max(1, (greatest - least) / TEN);
        axis.setRange(least, greatest + room);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setNumberFormatOverride(new Labels(Axes::plain));
        return dressed(axis);
    }

    /** A place for each word, from 0. */
    static ValueAxis places(String label, String... words) {
        SymbolAxis axis = new SymbolAxis(label, words);
        axis.setGridBandsVisible(false);
        axis.setRange(-ROOM, words.length - 1 + ROOM);
        return dressed(axis);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Text.number((long) number) : String.valueOf(number);
    }

    private static ValueAxis dressed(ValueAxis axis) {
        axis.setLabelFont(Look.PLAIN);
        axis.setTickLabelFont(Look.PLAIN);
        axis.setLabelPaint(Look.INK);
        axis.setTickLabelPaint(Look.INK);
        axis.setAxisLinePaint(Look.INK);
        return axis;
    }
}
