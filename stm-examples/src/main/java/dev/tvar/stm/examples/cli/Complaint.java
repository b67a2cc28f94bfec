package dev.tvar.stm.examples.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a wrong command line: one line, whatever is wrong. */
final class Complaint {
    private Complaint() {}

    static String about(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = exception instanceof UnmatchedArgumentException unmatched
                ? unexpected(unmatched, command.getParent() == null)
                : String.valueOf(exception.getMessage()).replaceAll("\\R+", " ");
        return "%s: %s (see '%s --help')".formatted(name, what, name);
    }

    private static String unexpected(UnmatchedArgumentException unmatched, boolean atTop) {
        String word = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            return "unknown option '%s'%s".formatted(word, instead(unmatched));
        }
        return atTop
                ? "unknown command '%s'%s; 'stm list' shows all".formatted(word, instead(unmatched))
                : "unexpected argument '%s'".formatted(word);
    }

    /** What was probably meant. */
    private static String instead(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : ", did you mean " + similar.get(0) + "?";
    }
}
