package dev.tvar.stm.etcd;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.tvar.stm.testing.history.Access;
import dev.tvar.stm.testing.history.Attempt;
import dev.tvar.stm.testing.history.History;
import dev.tvar.stm.testing.history.HistoryChecker;
import dev.tvar.stm.testing.history.HistoryViolationError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** The reported transactions of all processes of a bank, in one history. */
final class BankHistory {
    /** The prefix of a line that belongs to a history. */
    static final String MARK = "AT ";

    private record Event(long stamp, String text) {}

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    /** An event of a history, with its time on a clock that all processes share. */
    static String line(long stamp, String event) {
        return MARK + stamp + " " + event;
    }

    /** Adds a {@link #line}; the lines of one transaction come in their order. */
    void add(String line) {
        int space = line.indexOf(' ', MARK.length());
        events.add(new Event(Long.parseLong(line.substring(MARK.length(), space)), line.substring(space + 1)));
    }

    History merged() {
        return History.parse(events.stream()
                .sorted(Comparator.comparingLong(Event::stamp))
                .map(Event::text)
                .collect(joining("\n")));
    }

    /**
     * Throws unless all are serialisable: the transactions that write in an order that agrees with time; and for each
     * process, all its transactions in an order that agrees with its time. A transaction that only reads
     * may miss earlier commits of another process.
     */
    static void check(History history) {
        judge(history, BankHistory::writes);
        history.attempts().stream()
                .map(Attempt::thread)
                .distinct()
                .forEach(process -> judge(history, attempt -> attempt.thread().equals(process)));
    }

    private static boolean writes(Attempt attempt) {
        return attempt.accesses().stream().anyMatch(Access.Write.class::isInstance);
    }

    /** Checks with the times of some attempts only; the others may have been at any time. */
    private static void judge(History history, Predicate<Attempt> timed) {
        History judged = new History(history.attempts().stream()
                .map(attempt -> timed.test(attempt) ? attempt : atAnyTime(attempt))
                .toList());
        HistoryChecker.check(judged).violation().ifPresent(violation -> {
            throw new HistoryViolationError(violation);
        });
    }

    private static Attempt atAnyTime(Attempt attempt) {
        return new Attempt(
                attempt.name(), attempt.thread(), Attempt.BEFORE, Attempt.NEVER, attempt.outcome(), attempt.accesses());
    }

    /**
     * The same history, with one version changed: a transfer reads the same version as the transfer before
     * it, and so overwrites that transfer unseen. The two share one account: with two shared accounts it
     * would have seen the other update, and read skew would be an equally good name.
     */
    static History withOneUpdateLost(History right) {
        List<Attempt> attempts = new ArrayList<>(right.attempts());
        Map<String, Attempt> writers = writers(attempts);
        for (int i = attempts.size() / 2; ; i++) {
            Attempt attempt = attempts.get(i);
            if (writes(attempt)) {
                List<Access> accesses = new ArrayList<>(attempt.accesses());
                Access read = accesses.get(0);
                Attempt before = writers.get(version(read));
                if (before != null && inCommon(attempt, before) == 1) {
                    accesses.set(0, readOf(read.variable(), before));
                    attempts.set(i, withAccesses(attempt, accesses));
                    return new History(attempts);
                }
            }
        }
    }

    /** The writer of each version. */
    private static Map<String, Attempt> writers(List<Attempt> attempts) {
        Map<String, Attempt> writers = new HashMap<>();
        for (Attempt attempt : attempts) {
            for (Access access : attempt.accesses()) {
                if (access instanceof Access.Write) {
                    writers.put(version(access), attempt);
                }
            }
        }
        return writers;
    }

    private static String version(Access access) {
        return access.variable() + "@" + access.version();
    }

    private static long inCommon(Attempt one, Attempt other) {
        Set<String> variables = variables(one);
        return variables(other).stream().filter(variables::contains).count();
    }

    private static Set<String> variables(Attempt attempt) {
        return attempt.accesses().stream().map(Access::variable).collect(toSet());
    }

    private static Access readOf(String variable, Attempt attempt) {
        return attempt.accesses().stream()
                .filter(access -> access.variable().equals(variable))
                .findFirst()
                .orElseThrow();
    }

    private static Attempt withAccesses(Attempt attempt, List<Access> accesses) {
        return new Attempt(
                attempt.name(), attempt.thread(), attempt.begin(), attempt.end(), attempt.outcome(), accesses);
    }
}
