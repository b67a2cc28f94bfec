package dev.tvar.stm.examples.support;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The uniform format of numbers and laws. */
public final class Text {
    /** Longer values are cut in messages. */
    private static final int LONGEST_VALUE = 60;

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
     * A count with a noun.
     *
     * @param number the count
     * @param thing the noun, in the singular
     * @return {@code 1 thread} or {@code 2 threads}
     */
    public static String count(long number, String thing) {
        return number == 1 ? "1 " + thing : format("%,d %ss", number, thing);
    }

    /**
     * A number of threads, in words.
     *
     * @param number how many
     * @return {@code 1 thread} or {@code 2 threads}
     */
    public static String threads(int number) {
        return count(number, "thread");
    }

    /**
     * A value of the user for a message. It contains no control characters of the terminal, and invisible
     * characters are replaced by their code points. A long value is cut.
     *
     * @param value anything
     * @return one line
     */
    public static String visible(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().limit(LONGEST_VALUE).forEach(c -> {
            if (CodePoints.isInvisible(c) || (CodePoints.isSpace(c) && c != ' ')) {
                text.append('<').append(CodePoints.name(c)).append('>');
            } else {
                text.appendCodePoint(c);
            }
        });
        int length = value.codePointCount(0, value.length());
        return length <= LONGEST_VALUE ? text.toString() : text + format("... (%,d characters)", length);
    }

    /**
     * Formats independently of the locale.
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
     * A long text as lines that fit on a terminal.
     *
     * @param text words
     * @return lines of at most 76 characters, which leaves room to indent them, unless a word is longer
     */
    public static List<String> wrapped(String text) {
        final int width = 76;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * A truth value for a table.
     *
     * @param truth the truth
     * @return {@code yes} or {@code NO}
     */
    public static String yes(boolean truth) {
        return truth ? "yes" : "NO";
    }
}
