package dev.tvar.stm.benchmarks.report;

import java.util.Locale;

/** Formats numbers for tables; a dash stands for a figure that was not measured. */
final class Numbers {
    static final String NONE = "-";

    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private Numbers() {}

    /** A rate with three digits: 18.2 k, 44.3 M. */
    static String rate(double perSecond) {
        if (Double.isNaN(perSecond)) {
            return NONE;
        }
        if (perSecond >= MILLION) {
            return threeDigits(perSecond / MILLION) + " M";
        }
        return perSecond >= THOUSAND ? threeDigits(perSecond / THOUSAND) + " k" : threeDigits(perSecond);
    }

    /** A ratio with two decimals; fewer if it is large. */
    static String ratio(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? NONE : threeDigits(value);
    }

    /** A small count per operation, with three decimals; fewer if it is large. */
    static String perOperation(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        return value == 0 ? "0" : value < 9.9995 ? format("%.3f", value) : threeDigits(value);
    }

    /** A time of some nanoseconds or more: 850 ns, 12.3 µs. */
    static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return NONE;
        }
        if (nanos >= MILLION) {
            return threeDigits(nanos / MILLION) + " ms";
        }
        return nanos >= THOUSAND ? threeDigits(nanos / THOUSAND) + " µs" : threeDigits(nanos) + " ns";
    }

    /** A number of bytes. */
    static String bytes(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        return value < 9.95 ? format("%.1f", value) : format("%,.0f", value);
    }

    private static String threeDigits(double value) {
        return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f", value);
    }

    static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
