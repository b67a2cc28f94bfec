package dev.tvar.stm.examples.console;

import dev.tvar.stm.examples.support.Text;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message for an invalid command line: always one line. */
final class Complaint {
    private Complaint() {}

    static String about(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = exception instanceof UnmatchedArgumentException unmatched
                ? unexpected(unmatched, command)
                : String.valueOf(exception.getMessage()).replaceAll("\\R+", " ");
        return "%s: %s (see '%s --help')".formatted(name, what, name);
    }

    private static String unexpected(UnmatchedArgumentException unmatched, CommandLine command) {
        String word = Text.visible(unmatched.getUnmatched().get(0));
        if (unmatched.isUnknownOption()) {
            return "unknown option '%s'%s".formatted(word, instead(unmatched));
        }
        return command.getSubcommands().isEmpty()
                ? "unexpected argument '%s'".formatted(word)
                : "unknown command '%s'%s".formatted(word, instead(unmatched));
    }

    /** The probable intention. */
    private static String instead(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : ", did you mean " + similar.get(0) + "?";
    }
}
