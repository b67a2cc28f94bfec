package dev.tvar.stm.examples.support;

/** Reads whole numbers in decimal digits, in time proportional to their length. */
public final class WholeNumbers {
    /** The length of {@code Long.MAX_VALUE} in digits; not every number of this length fits in a long. */
    private static final int MOST_DIGITS = 19;

    private WholeNumbers() {}

    /**
     * Reads a number.
     *
     * @param text digits 0 to 9, perhaps after a sign
     * @return the number
     * @throws NumberFormatException if the text is no whole number, or does not fit in 64 bits; the message completes a
     *     sentence that begins with the text, such as "is not a whole number"
     */
    public static long parse(String text) {
        int first = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        if (first == text.length()) {
            throw new NumberFormatException("is not a whole number");
        }
        text.codePoints()
                .skip(first)
                .filter(c -> c < '0' || c > '9')
                .findFirst()
                .ifPresent(stranger -> {
                    throw new NumberFormatException(
                            "is not a whole number" + (stranger < 0x80 ? "" : because(stranger)));
                });
        int digits = first;
        while (digits < text.length() - 1 && text.charAt(digits) == '0') {
            digits++;
        }
        try {
            if (text.length() - digits <= MOST_DIGITS) {
                return Long.parseLong(text.substring(0, first) + text.substring(digits));
            }
        } catch (NumberFormatException tooLong) {
            // its 19 digits exceed a long
        }
        throw new NumberFormatException("does not fit in 64 bits");
    }

    /** Look-alikes of digits, signs and blanks are shown by their code points. */
    private static String because(int stranger) {
        return ": " + CodePoints.name(stranger) + " is none of the digits 0 to 9";
    }
}
