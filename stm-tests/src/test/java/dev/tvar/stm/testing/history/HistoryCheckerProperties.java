package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCheckerProperties {
    @Property(tries = 300)
    void serialHistoriesAreRightHoweverTheyOverlap(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int attempts,
            @ForAll @IntRange(min = 1, max = 12) int variables,
            @ForAll @IntRange(max = 20) int overlap) {
        History history = new History(new HistoryMaker(seed, variables).serial(attempts, overlap, 6));
        HistoryChecker.Verdict verdict = HistoryChecker.check(history);
        assertEquals("", verdict.violation().map(Violation::toString).orElse(""));
        Statistics.label("undecided").collect(verdict.undecided());
        Statistics.label("undecided").coverage(coverage -> coverage.check(true).percentage(share -> share < 5));
    }

    /** Right histories in which answers have to be guessed, and others move because of a guess that turns out wrong. */
    @ParameterizedTest
    @CsvSource({"170445, 4, 194, 16", "214403, 3, 79, 17", "1036616, 5, 166, 17"})
    void noHistoryIsRefusedForWhatFollowedFromAGuess(long seed, int variables, int attempts, int overlap) {
        History history = new History(new HistoryMaker(seed, variables).serial(attempts, overlap, 6));
        HistoryChecker.Verdict verdict = HistoryChecker.check(history);
        assertEquals("", verdict.violation().map(Violation::toString).orElse(""));
    }

    @Property(tries = 300)
    void anAttemptThatSawHalfOfACommitIsFound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int attempts,
            @ForAll @IntRange(min = 2, max = 12) int variables,
            @ForAll @IntRange(max = 20) int overlap) {
        List<Attempt> all = new ArrayList<>(new HistoryMaker(seed, variables).serial(attempts, overlap, 6));
        all.addAll(History.parse("""
                        writer begins
                        writer writes left@1=1
                        writer writes right@1=1
                        writer commits
                        """).attempts());
        all.add(new Attempt(
                "victim",
                "",
                Attempt.BEFORE,
                Attempt.NEVER,
                Attempt.Outcome.ABORTED,
                List.of(new Access.Read("left", 0, Value.of(0)), new Access.Read("right", 1, Value.of(1)))));
        Violation found = HistoryChecker.check(new History(all)).violation().orElseThrow();
        assertEquals(Phenomenon.ZOMBIE, found.phenomenon());
        assertEquals(
                List.of("victim", "writer"),
                found.attempts().stream().map(Attempt::name).toList());
    }

    @Property(tries = 4000)
    void theCheckerAgreesWithTheDefinition(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int attempts,
            @ForAll @IntRange(min = 1, max = 3) int variables,
            @ForAll @IntRange(max = 3) int overlap,
            @ForAll @IntRange(max = 3) int mutations) {
        HistoryMaker maker = new HistoryMaker(seed, variables);
        List<Attempt> made = new ArrayList<>(maker.serial(attempts, overlap, 4));
        for (int i = 0; i < mutations; i++) {
            maker.mutate(made);
        }
        History history = new History(made);
        boolean right = EveryOrder.allows(history);
        HistoryChecker.Verdict verdict = HistoryChecker.check(history);
        Statistics.label("right").collect(right);
        Statistics.label("right").coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 10);
            coverage.check(false).percentage(share -> share > 10);
        });
        Statistics.label("undecided").collect(verdict.undecided());
        Statistics.label("undecided").coverage(coverage -> coverage.check(true).percentage(share -> share < 1));
        if (!verdict.undecided()) {
            assertEquals(right, verdict.violation().isEmpty(), () -> history + "\n" + verdict);
        }
    }

    @Property(tries = 100)
    void theTextFormSaysTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int attempts) {
        HistoryMaker maker = new HistoryMaker(seed, 3);
        List<Attempt> made = new ArrayList<>(maker.serial(attempts, 4, 5));
        maker.mutate(made);
        History history = new History(made);
        History again = History.parse(history.toString());
        assertEquals(history.toString(), again.toString());
        assertEquals(
                HistoryChecker.check(history).violation().map(Violation::toString),
                HistoryChecker.check(again).violation().map(Violation::toString));
    }

    @Property(tries = 3)
    void workGrowsInLineWithTheHistory(@ForAll long seed) {
        double few = stepsPerOperation(seed, 2_000);
        double many = stepsPerOperation(seed, 40_000);
        assertTrue(many < 3 * few, () -> "steps per operation: " + few + " and, at twenty times the length, " + many);
    }

    private static double stepsPerOperation(long seed, int attempts) {
        History history = new History(new HistoryMaker(seed, 50).serial(attempts, 8, 6));
        HistoryChecker.Verdict verdict = HistoryChecker.check(history);
        return (double) verdict.steps() / verdict.operations();
    }
}
