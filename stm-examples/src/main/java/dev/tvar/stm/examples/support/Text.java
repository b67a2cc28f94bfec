package dev.tvar.stm.examples.support;

import java.io.PrintWriter;
import java.util.Locale;

/** How numbers and laws are written, the same everywhere. */
public final class Text {
    private Text() {}

    /**
     * A whole number with separators of thousands.
     *
     * @param number the number
     * @return its text
     */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * So many threads, in words.
     *
     * @param number how many
     * @return {@code 1 thread} or {@code 2 threads}
     */
    public static String threads(int number) {
        return number == 1 ? "1 thread" : format("%,d threads", number);
    }

    /**
     * Formats without regard to the country of the user.
     *
     * @param format as in {@link String#format}
     * @param arguments what to fill in
     * @return the text
     */
    public static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /**
     * States a law and whether it held.
     *
     * @param out where to
     * @param law the law, as a sentence without its full stop
     * @param held whether it held
     * @return {@code held}
     */
    public static boolean state(PrintWriter out, String law, boolean held) {
        out.println();
        out.println("Law: " + law + ".");
        out.println(held ? "It held." : "It was VIOLATED.");
        return held;
    }

    /**
     * A heading for what follows, with an empty line before and after.
     *
     * @param out where to
     * @param text one line
     */
    public static void heading(PrintWriter out, String text) {
        out.println();
        out.println(text);
        out.println();
    }

    /**
     * How a truth is written in a table.
     *
     * @param truth the truth
     * @return {@code yes} or {@code NO}
     */
    public static String yes(boolean truth) {
        return truth ? "yes" : "NO";
    }
}
