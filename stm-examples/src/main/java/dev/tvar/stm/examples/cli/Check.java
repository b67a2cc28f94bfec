package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.support.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of option values; each failure is one line that names the value. */
final class Check {
    private Check() {}

    static void range(CommandSpec spec, String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), Text.format("%s must be %d to %d, not %d", option, least, most, value));
        }
    }

    /** No option of these may be given. */
    static void absent(CommandSpec spec, String why, String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " " + why);
            }
        }
    }
}
