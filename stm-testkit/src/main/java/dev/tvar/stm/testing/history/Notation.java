package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Attempt.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text form of histories; {@link HistoryParser} parses it. */
final class Notation {
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"@#\\\\][^\\s\"@\\\\]*");

    /** A line of the text form, with the stamp of its position. */
    private record Line(long stamp, List<String> text) {}

    private Notation() {}

    /** A name, in quotes if it would be ambiguous otherwise. */
    static String name(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    static String unquoted(String token) {
        if (!token.startsWith("\"")) {
            return token;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 1; i < token.length() - 1; i++) {
            char c = token.charAt(i);
            if (c == '\\') {
                i++;
                c = token.charAt(i) == 'n' ? '\n' : token.charAt(i);
            }
            name.append(c);
        }
        return name.toString();
    }

    static String variable(Access access, @Nullable Value value) {
        return variable(access.variable(), access.version(), value);
    }

    static String variable(String variable, long version, @Nullable Value value) {
        return name(variable) + "@" + version + (value == null ? "" : "=" + value);
    }

    static String text(List<Attempt> attempts) {
        List<Line> lines = new ArrayList<>();
        for (Attempt attempt : attempts) {
            String name = name(attempt.name());
            String place = attempt.thread().isEmpty() ? "" : " in " + name(attempt.thread());
            lines.add(new Line(attempt.begin(), List.of(name + " begins" + place)));
            lines.add(new Line(attempt.end(), body(name, attempt)));
        }
        lines.sort(Comparator.comparingLong(Line::stamp));
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            line.text.forEach(each -> text.append(each).append('\n'));
        }
        return text.toString();
    }

    private static List<String> body(String name, Attempt attempt) {
        List<String> lines = new ArrayList<>();
        attempt.accesses().forEach(access -> lines.add(name + " " + access));
        if (attempt.outcome() != Outcome.RUNNING) {
            lines.add(name + (attempt.committed() ? " commits" : " aborts"));
        }
        return lines;
    }
}
