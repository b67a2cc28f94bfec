package dev.tvar.stm.internal.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Formats durations for people: {@code 20 ms}, {@code 1.5 s}, {@code 2 min 5 s}, instead of the ISO form {@code
 * PT0.02S}. A duration of less than a minute has one unit and at most three decimals; further decimals are cut off.
 */
public final class Durations {
    private static final int DECIMALS = 3;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_DAY = 86_400;

    private Durations() {}

    /** Returns the text of a duration; {@code none} for null. */
    public static String text(@Nullable Duration duration) {
        if (duration == null) {
            return "none";
        }
        BigInteger nanos = BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(duration.getNano()));
        return (nanos.signum() < 0 ? "-" : "") + text(nanos.abs());
    }

    private static String text(BigInteger nanos) {
        if (nanos.signum() == 0) {
            return "0 s";
        }
        BigDecimal seconds = new BigDecimal(nanos, 9);
        if (seconds.compareTo(BigDecimal.valueOf(SECONDS_PER_MINUTE)) >= 0) {
            return inParts(seconds.toBigInteger());
        }
        String[] units = {"s", "ms", "µs", "ns"};
        int unit = 0;
        while (seconds.movePointRight(3 * unit).compareTo(BigDecimal.ONE) < 0) { // ends: it is at least 1 ns
            unit++;
        }
        BigDecimal shown = seconds.movePointRight(3 * unit).setScale(DECIMALS, RoundingMode.DOWN);
        return shown.stripTrailingZeros().toPlainString() + " " + units[unit];
    }

    /** Formats a minute and more, to the second, without the parts that are zero. */
    private static String inParts(BigInteger seconds) {
        BigInteger[] days = seconds.divideAndRemainder(BigInteger.valueOf(SECONDS_PER_DAY));
        long rest = days[1].longValue();
        StringBuilder text = new StringBuilder();
        append(text, days[0].toString(), "d");
        append(text, Long.toString(rest / SECONDS_PER_HOUR), "h");
        append(text, Long.toString(rest % SECONDS_PER_HOUR / SECONDS_PER_MINUTE), "min");
        append(text, Long.toString(rest % SECONDS_PER_MINUTE), "s");
        return text.toString();
    }

    private static void append(StringBuilder text, String count, String unit) {
        if (!count.equals("0")) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }
}
