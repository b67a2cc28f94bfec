package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The most important result: which engines lost money or showed wrong totals in this run, and which
 * did not.
 */
public final class Headline {
    private Headline() {}

    /**
     * The headline of a run.
     *
     * @param results what was measured
     * @return at least one sentence, the most important first
     */
    public static List<String> of(Results results) {
        List<Outcome> outcomes = Outcome.of(results);
        List<String> sentences = new ArrayList<>();
        Law.of(results).stream()
                .filter(law -> !law.held())
                .forEach(law -> sentences.add("A law was violated by %s: that %s.".formatted(law.who(), law.text())));
        contrast(
                outcomes,
                outcome -> outcome.atStake() > 0,
                outcome -> outcome.lost() != 0,
                "Money was lost by %s",
                ", and none by %s",
                "No money was lost by %s",
                sentences);
        contrast(
                outcomes,
                outcome -> outcome.audits() > 0,
                outcome -> outcome.wrongAudits() > 0,
                "While no participant failed, wrong totals were shown by %s",
                ", and none by %s",
                "While no participant failed, no wrong total was shown by %s",
                sentences);
        return sentences.isEmpty() ? List.of("Nothing was measured.") : sentences;
    }

    /** Adds a sentence that separates the engines with errors from the others. */
    private static void contrast(
            List<Outcome> outcomes,
            Predicate<Outcome> asked,
            Predicate<Outcome> wrong,
            String some,
            String others,
            String none,
            List<String> sentences) {
        List<Outcome> bad = outcomes.stream().filter(asked).filter(wrong).toList();
        List<Outcome> good = outcomes.stream().filter(asked.and(wrong.negate())).toList();
        if (bad.isEmpty() && good.isEmpty()) {
            return;
        }
        sentences.add(
                bad.isEmpty()
                        ? none.formatted(names(good)) + "."
                        : some.formatted(names(bad)) + (good.isEmpty() ? "" : others.formatted(names(good))) + ".");
    }

    private static String names(List<Outcome> outcomes) {
        List<String> names =
                outcomes.stream().map(Outcome::engine).map(Engine::toString).toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
