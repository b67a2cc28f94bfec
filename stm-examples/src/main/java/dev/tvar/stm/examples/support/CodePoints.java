package dev.tvar.stm.examples.support;

/** Code points that a reader cannot see. */
public final class CodePoints {
    /**
     * Ranges, as pairs, of code points that Unicode calls ignorable, or that are drawn as a blank although their
     * category says otherwise.
     */
    private static final int[] BLANK = {
        0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065, 0x2065, 0x2800, 0x2800, 0x3164, 0x3164,
        0xFE00, 0xFE0F, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0xE0000, 0xE0FFF
    };

    private CodePoints() {}

    /**
     * Whether it is white space: blanks of any width, no-break spaces, tabs and line ends.
     *
     * @param codePoint a code point
     * @return true for white space
     */
    public static boolean isSpace(int codePoint) {
        final int nextLine = 0x85;
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == nextLine;
    }

    /**
     * A text without the white space at its ends.
     *
     * @param text any text
     * @return the rest
     */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * Whether a code point is invisible: control characters, zero-width characters, direction marks.
     *
     * @param codePoint a code point
     * @return true if a reader cannot see it
     */
    public static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || isBlank(codePoint);
    }

    private static boolean isBlank(int codePoint) {
        for (int i = 0; i < BLANK.length; i += 2) {
            if (codePoint >= BLANK[i] && codePoint <= BLANK[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /**
     * The usual notation.
     *
     * @param codePoint a code point
     * @return for example {@code U+200B}
     */
    public static String name(int codePoint) {
        return Text.format("U+%04X", codePoint);
    }
}
