package dev.tvar.stm.testing.rule;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule that does not hold after a commit, or did not hold when it was declared.
 *
 * @param rule the name of the rule
 * @param transaction the label of the transaction that committed, with its name if it has one; null if the rule did not
 *     hold when it was declared
 * @param thread the thread of that transaction, or null
 * @param reads the values that the transaction read, a variable each, as {@code ann = 100}
 * @param writes the values that it wrote, with those before, as {@code ann = 70, was 100}
 * @param seen the values that the rule read, with those before the commit if it changed them
 * @param thrown what the rule threw, or null if it returned false
 */
public record BrokenRule(
        String rule,
        @Nullable String transaction,
        @Nullable String thread,
        List<String> reads,
        List<String> writes,
        List<String> seen,
        @Nullable Throwable thrown) {
    /** The most values that a line of the report shows. */
    private static final int MOST_VALUES = 8;

    /** Copies the lists. */
    public BrokenRule {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        seen = List.copyOf(seen);
    }

    /** The report, in a few lines. */
    @Override
    public String toString() {
        String when = transaction == null ? "at the beginning" : "after " + transaction + " of " + thread;
        StringBuilder text = new StringBuilder();
        text.append('"').append(rule).append('"');
        text.append(thrown == null ? " does not hold " + when : " threw " + text(thrown) + " " + when);
        if (transaction != null) {
            append(text, "it read", reads);
            append(text, "it wrote", writes);
        }
        append(text, "the rule read", seen);
        return text.toString();
    }

    /** The type and the message, which is user code and may throw. */
    private static String text(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + message;
        } catch (RuntimeException e) {
            return type;
        }
    }

    private static void append(StringBuilder text, String what, List<String> values) {
        int more = values.size() - MOST_VALUES;
        List<String> shown = more <= 0 ? values : values.subList(0, MOST_VALUES);
        text.append(String.format(Locale.ROOT, "%n  %-14s", what));
        text.append(values.isEmpty() ? "nothing" : String.join("; ", shown));
        text.append(more <= 0 ? "" : "; and " + more + " more");
    }
}
