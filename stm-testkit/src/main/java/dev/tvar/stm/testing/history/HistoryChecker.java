package dev.tvar.stm.testing.history;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a history is opaque: whether all its attempts, aborted ones included, could have run one
 * after the other, in an order that agrees with real time, and read the same values. For committed attempts this is strict
 * serialisability.
 *
 * <p>The order of the versions of each variable is known, so it is enough to search for a cycle in the dependency graph
 * of the attempts (Guerraoui and Kapałka, "On the Correctness of Transactional Memory", 2008; Adya, "Weak Consistency",
 * 1999). That takes time proportional to the length of the history, except for sorting and for answers of isAtLeast,
 * each of which takes a search in logarithmic time.
 *
 * <p>A rejected history is incorrect. An accepted history is correct, with one exception, which {@link
 * Verdict#undecided()} reports.
 */
public final class HistoryChecker {
    private HistoryChecker() {}

    /**
     * What was found.
     *
     * @param violation the reason why the history is incorrect; empty if it is not
     * @param undecided true if no violation was found, but answers of isAtLeast about variables that
     * crossed their bounds repeatedly leave too many possibilities to try them all
     * @param operations the length of the history
     * @param steps the work of the checker: accesses, nodes and edges traversed
     */
    public record Verdict(Optional<Violation> violation, boolean undecided, long operations, long steps) {}

    /**
     * Checks a history.
     *
     * @param history what to check
     * @return what was found
     */
    public static Verdict check(History history) {
        Index index = new Index(history);
        Violation fault = index.fault();
        if (fault != null) {
            return new Verdict(Optional.of(fault), false, history.operations(), index.steps);
        }
        Dependencies dependencies = new Dependencies(index);
        AnswerSearch search = new AnswerSearch(index, dependencies);
        AnswerSearch.Outcome outcome = search.run();
        return new Verdict(
                outcome == AnswerSearch.Outcome.WRONG ? Optional.of(cycle(index, dependencies)) : Optional.empty(),
                outcome == AnswerSearch.Outcome.UNDECIDED,
                history.operations(),
                index.steps + search.steps());
    }

    private static Violation cycle(Index index, Dependencies dependencies) {
        List<Relation> relations = new SmallestCycle(index, dependencies.graph(false, false)).find();
        List<String> words = relations.stream().map(each -> each.words(index)).toList();
        List<Attempt> attempts = relations.stream()
                .map(each -> index.attempts.get(each.from()))
                .sorted(Comparator.comparingLong(Attempt::begin))
                .toList();
        return new Violation(new Naming(index, relations).phenomenon(), words, attempts);
    }
}
