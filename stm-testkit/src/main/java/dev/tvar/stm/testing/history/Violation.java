package dev.tvar.stm.testing.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The reason why a history is incorrect: the smallest set of attempts found that cannot have run one after the other, each
 * seeing one instant.
 *
 * @param phenomenon the name of the anomaly
 * @param steps the reasons, in sentences; if there are several they form a cycle: each puts one attempt before another
 * @param attempts the attempts involved
 */
public record Violation(Phenomenon phenomenon, List<String> steps, List<Attempt> attempts) {
    /** The most accesses of an attempt that are shown. */
    private static final int SHOWN = 12;

    /** Copies the lists. */
    public Violation {
        steps = List.copyOf(steps);
        attempts = List.copyOf(attempts);
    }

    /** The full report, on several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(phenomenon.toString());
        steps.forEach(step -> text.append("\n  ").append(step));
        text.append("\nin which");
        attempts.forEach(attempt -> text.append("\n  ").append(describe(attempt)));
        return text.toString();
    }

    private static String describe(Attempt attempt) {
        String thread = attempt.thread().isEmpty() ? "" : " in thread " + attempt.thread();
        String accesses =
                attempt.accesses().stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        int more = attempt.accesses().size() - SHOWN;
        String end =
                switch (attempt.outcome()) {
                    case COMMITTED -> "commits";
                    case ABORTED -> "aborts";
                    case RUNNING -> "is still running";
                };
        return attempt.name() + thread + " " + accesses + (more > 0 ? ", and " + more + " more" : "") + ", " + end;
    }
}
