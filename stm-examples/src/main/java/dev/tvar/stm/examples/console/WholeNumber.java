package dev.tvar.stm.examples.console;

import java.math.BigInteger;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Turns words of the command line into whole numbers, and says in plain words why others are none. */
final class WholeNumber {
    private WholeNumber() {}

    /** For every option of the command and its subcommands that takes a whole number. */
    static void register(CommandLine line) {
        line.registerConverter(int.class, text -> number(text, Integer.SIZE).intValue());
        line.registerConverter(Integer.class, text -> number(text, Integer.SIZE).intValue());
        line.registerConverter(long.class, text -> number(text, Long.SIZE).longValue());
        line.registerConverter(Long.class, text -> number(text, Long.SIZE).longValue());
    }

    private static BigInteger number(String text, int bits) {
        if (!text.matches("[+-]?[0-9]+")) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
        BigInteger number = new BigInteger(text);
        if (number.bitLength() >= bits) {
            throw new TypeConversionException("'" + text + "' is too long a number");
        }
        return number;
    }
}
