package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Attempt.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a history. */
final class HistoryParser {
    private static final String NAME = "\"(?:\\\\.|[^\"\\\\])*\"|[^\\s\"@#\\\\][^\\s\"@\\\\]*";

    private static final Pattern LINE =
            Pattern.compile("(?<attempt>" + NAME + ")\\s+(?<verb>[a-z]+)(?:\\s+(?<rest>.*))?");

    private static final Pattern PLACE = Pattern.compile("in\\s+(?<thread>" + NAME + ")");

    private static final Pattern ACCESS = Pattern.compile("(?<variable>" + NAME + ")@(?<version>\\d+)"
            + "(?:=(?:(?<number>-?\\d+)|#(?<object>[0-9a-f]+)))?(?:\\s*(?<sign>>=|<)\\s*(?<bound>-?\\d+))?");

    /** An attempt whose end has not been read yet. */
    private static final class Draft {
        final String thread;
        final long begin;
        final List<Access> accesses = new ArrayList<>();
        long end = Attempt.NEVER;
        Outcome outcome = Outcome.RUNNING;

        Draft(String thread, long begin) {
            this.thread = thread;
            this.begin = begin;
        }
    }

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private int lineNumber;

    History parse(String text) {
        for (String line : text.split("\\R")) {
            lineNumber++;
            String event = line.strip();
            if (!event.isEmpty() && !event.startsWith("#")) {
                read(event);
            }
        }
        List<Attempt> attempts = new ArrayList<>();
        drafts.forEach((name, draft) ->
                attempts.add(new Attempt(name, draft.thread, draft.begin, draft.end, draft.outcome, draft.accesses)));
        return new History(attempts);
    }

    private void read(String event) {
        Matcher line = LINE.matcher(event);
        if (!line.matches()) {
            throw wrong("expected an attempt and its action, found: " + event);
        }
        String name = Notation.unquoted(line.group("attempt"));
        String rest = line.group("rest") == null ? "" : line.group("rest");
        String verb = line.group("verb");
        if (verb.equals("begins")) {
            begin(name, rest);
            return;
        }
        Draft draft = drafts.get(name);
        if (draft == null) {
            throw wrong(name + " has not begun");
        }
        if (draft.outcome != Outcome.RUNNING) {
            throw wrong(name + " has ended");
        }
        switch (verb) {
            case "commits" -> end(draft, Outcome.COMMITTED, rest);
            case "aborts" -> end(draft, Outcome.ABORTED, rest);
            default -> draft.accesses.add(access(verb, rest));
        }
    }

    private void begin(String name, String rest) {
        Matcher place = PLACE.matcher(rest);
        if (!rest.isEmpty() && !place.matches()) {
            throw wrong("expected 'in' and the name of a thread, found: " + rest);
        }
        String thread = rest.isEmpty() ? "" : Notation.unquoted(place.group("thread"));
        if (drafts.put(name, new Draft(thread, lineNumber)) != null) {
            throw wrong(name + " has begun before");
        }
    }

    private void end(Draft draft, Outcome outcome, String rest) {
        if (!rest.isEmpty()) {
            throw wrong("expected the end of the line, found: " + rest);
        }
        draft.outcome = outcome;
        draft.end = lineNumber;
    }

    private Access access(String verb, String rest) {
        Matcher access = ACCESS.matcher(rest);
        if (!access.matches() || verb.equals("finds") != (access.group("sign") != null)) {
            throw wrong("expected something like 'reads a@4=100', 'writes a@5=90', or 'finds a@4 >= 50', found: " + verb
                    + " " + rest);
        }
        String variable = Notation.unquoted(access.group("variable"));
        long version = number(access.group("version"), 10);
        return switch (verb) {
            case "reads" -> new Access.Read(variable, version, value(access));
            case "writes" -> new Access.Write(variable, version, value(access));
            case "finds" ->
                new Access.Answer(
                        variable,
                        version,
                        number(access.group("bound"), 10),
                        access.group("sign").equals(">="));
            default -> throw wrong("expected begins, reads, finds, writes, commits or aborts, found: " + verb);
        };
    }

    private @Nullable Value value(Matcher access) {
        if (access.group("number") != null) {
            return Value.of(number(access.group("number"), 10));
        }
        return access.group("object") == null ? null : new Value(number(access.group("object"), 16), false);
    }

    private long number(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw wrong("this number is too large: " + digits);
        }
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException("line " + lineNumber + ": " + message);
    }
}
