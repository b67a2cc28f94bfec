package dev.tvar.stm.examples.console;

import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.WholeNumbers;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Converts words of the command line to whole numbers, and reports in plain words why a word is none. */
final class WholeNumber {
    private WholeNumber() {}

    /** For every option of the command and its subcommands that takes a whole number. */
    static void register(CommandLine line) {
        line.registerConverter(int.class, WholeNumber::number);
        line.registerConverter(Integer.class, WholeNumber::number);
        line.registerConverter(long.class, WholeNumber::longNumber);
        line.registerConverter(Long.class, WholeNumber::longNumber);
    }

    private static int number(String text) {
        long number = longNumber(text);
        if (number != (int) number) {
            throw new TypeConversionException("'" + Text.visible(text) + "' is too long a number");
        }
        return (int) number;
    }

    private static long longNumber(String text) {
        try {
            return WholeNumbers.parse(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + Text.visible(text) + "' " + e.getMessage());
        }
    }
}
