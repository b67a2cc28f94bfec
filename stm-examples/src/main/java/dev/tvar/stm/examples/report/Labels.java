package dev.tvar.stm.examples.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.function.DoubleFunction;

/** Numbers on an axis, written by a function. */
final class Labels extends NumberFormat {
    private static final long serialVersionUID = 1L;

    private static final int DIGITS = 3;

    /** A power of ten may come out a little less. */
    private static final double NEARLY = 0.9999;

    private final transient DoubleFunction<String> write;

    Labels(DoubleFunction<String> write) {
        this.write = write;
    }

    /** Writes 1500 as 1.5 k. */
    static String rate(double perSecond) {
        return scaled(perSecond, 1_000, "", "k", "M", "G");
    }

    /** Writes 1500 nanoseconds as 1.5 µs. */
    static String time(double nanos) {
        return scaled(nanos, 1_000, "ns", "µs", "ms", "s");
    }

    private static String scaled(double value, double step, String... units) {
        double left = value;
        int unit = 0;
        while (Math.abs(left) >= step * NEARLY && unit < units.length - 1) {
            left /= step;
            unit++;
        }
        String digits = new BigDecimal(left)
                .round(new MathContext(DIGITS))
                .stripTrailingZeros()
                .toPlainString();
        return units[unit].isEmpty() ? digits : digits + " " + units[unit];
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
        return to.append(write.apply(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
        return format((double) number, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException("only writes");
    }
}
