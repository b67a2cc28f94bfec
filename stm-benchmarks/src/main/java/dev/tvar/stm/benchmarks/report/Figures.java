package dev.tvar.stm.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them; a dash for what was not measured. */
final class Figures {
    static final String NONE = "-";

    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private Figures() {}

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

    /** A ratio with two digits after the point, fewer for large ones. */
    static String ratio(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? NONE : threeDigits(value);
    }

    /** A share as percentage. */
    static String share(double value) {
        return Double.isNaN(value) ? NONE : format("%.2f%%", value * 100);
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
