package dev.tvar.stm.examples.compare;

import static dev.tvar.stm.examples.compare.Plans.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three sentences are true of the run that they stand in, whichever kind wins it. */
class AdviceTest {
    private static final long TOTAL = 2_000;
    private static final Workload SAFE = Workload.UNIFORM;
    private static final Workload FAILING = Workload.FAILING;

    private static Results results(Measurement... measurements) {
        List<Workload> loads = Arrays.stream(Workload.values())
                .filter(load -> Arrays.stream(measurements).anyMatch(m -> m.load() == load))
                .toList();
        Plan plan = new Plan(Plans.ENGINES, loads, List.of(2), 2, new Extent.Counting(10), 1, 1);
        return new Results(plan, List.of(measurements), Conflicts.NONE);
    }

    private static List<String> advice(Measurement... measurements) {
        return sentences(results(measurements));
    }

    private static List<String> sentences(Results results) {
        return Advice.of(results).stream().map(Advice::sentence).toList();
    }

    /** Ten operations in so many seconds. */
    private static Measurement safe(Engine engine, long seconds) {
        return measured(engine, SAFE, seconds, 0, TOTAL);
    }

    @Test
    void transactionsAreForMoneyThatMustNotBeLostAndLocksForSpeed() {
        assertEquals(
                List.of(
                        "Choose STM when no money may be lost and no total may be wrong: of the engines that managed that"
                                + " (stm, reserve), the fastest under every load was stm, 50 times reserve for random"
                                + " transfers; global-lock made 2.0 times its rate for random transfers.",
                        "Choose an actor for reasons that this run cannot show, such as owners on several machines: for"
                                + " random transfers, global-lock made 10 times the rate of actors; among those without lost"
                                + " money or wrong totals, stm made 50 times the rate of reserve.",
                        "Choose a lock when speed counts most and nothing fails midway: the fastest under every load was"
                                + " global-lock, 2.0 times stm for random transfers; global-lock lost 50 of 50 in"
                                + " flight."),
                advice(
                        safe(Engine.STM, 2),
                        measured(Engine.ACTORS, SAFE, 10, 5, TOTAL),
                        safe(Engine.RESERVE, 100),
                        safe(Engine.GLOBAL_LOCK, 1),
                        measured(Engine.STM, FAILING, 2, 0, TOTAL),
                        measured(Engine.ACTORS, FAILING, 10, 5, TOTAL - 50),
                        measured(Engine.RESERVE, FAILING, 100, 0, TOTAL),
                        measured(Engine.GLOBAL_LOCK, FAILING, 1, 0, TOTAL - 50)));
    }

    @Test
    void whereTransactionsAreTheFastestNoOtherKindIsRecommended() {
        assertEquals(
                List.of(
                        "Choose STM when no money may be lost: stm alone managed that; under every load it was the fastest of"
                                + " all.",
                        "Choose an actor for reasons that this run cannot show, such as owners on several machines: for"
                                + " random transfers, stm made 50 times the rate of cashier.",
                        "Choose a lock for reasons that this run cannot show, such as code that must never run twice: for"
                                + " random transfers, stm made 2.0 times the rate of ordered-locks."),
                advice(
                        safe(Engine.STM, 1),
                        safe(Engine.CASHIER, 50),
                        safe(Engine.ORDERED_LOCKS, 2),
                        measured(Engine.STM, FAILING, 1, 0, TOTAL),
                        measured(Engine.CASHIER, FAILING, 50, 0, TOTAL - 50),
                        measured(Engine.ORDERED_LOCKS, FAILING, 2, 0, TOTAL - 50)));
    }

    @Test
    void actorsCanWin() {
        assertEquals(
                List.of(
                        "Choose STM for reasons that this run cannot show, such as waits and choices that compose: for random"
                                + " transfers, cashier made 5.0 times the rate of stm; among those without lost money,"
                                + " reserve made 2.5 times the rate of stm.",
                        "Choose an actor when no money may be lost: of the engines that managed that (stm, reserve), the"
                                + " fastest under every load was reserve, 2.5 times stm for random transfers; cashier made"
                                + " 2.0 times its rate for random transfers.",
                        "Choose a lock for reasons that this run cannot show, such as code that must never run twice: for"
                                + " random transfers, cashier made 60 times the rate of global-lock."),
                advice(
                        safe(Engine.STM, 5),
                        safe(Engine.CASHIER, 1),
                        safe(Engine.RESERVE, 2),
                        safe(Engine.GLOBAL_LOCK, 60),
                        measured(Engine.STM, FAILING, 5, 0, TOTAL),
                        measured(Engine.CASHIER, FAILING, 1, 0, TOTAL - 50),
                        measured(Engine.RESERVE, FAILING, 2, 0, TOTAL),
                        measured(Engine.GLOBAL_LOCK, FAILING, 60, 0, TOTAL - 50)));
    }

    @Test
    void withoutFailuresOnlySpeedAndTotalsCount() {
        assertEquals(
                List.of(
                        "Choose STM when speed counts most: the fastest for frequent sums was stm, 3.0 times"
                                + " ordered-locks.",
                        "This run says nothing about actors: none was measured with 2 threads.",
                        "Choose a lock when speed counts most: the fastest for random transfers was global-lock, 4.0 times"
                                + " stm."),
                advice(
                        safe(Engine.STM, 4),
                        safe(Engine.ORDERED_LOCKS, 2),
                        safe(Engine.GLOBAL_LOCK, 1),
                        measured(Engine.STM, Workload.READ_MOSTLY, 1, 0, TOTAL),
                        measured(Engine.ORDERED_LOCKS, Workload.READ_MOSTLY, 3, 0, TOTAL)));
    }

    @Test
    void fewWordsNameManyLoads() {
        String lock = advice(
                        safe(Engine.STM, 4),
                        measured(Engine.STM, Workload.HOT_ACCOUNT, 4, 0, TOTAL),
                        measured(Engine.STM, Workload.READ_MOSTLY, 4, 0, TOTAL),
                        measured(Engine.STM, Workload.BLOCKING, 1, 0, TOTAL),
                        safe(Engine.GLOBAL_LOCK, 1),
                        measured(Engine.GLOBAL_LOCK, Workload.HOT_ACCOUNT, 1, 0, TOTAL),
                        measured(Engine.GLOBAL_LOCK, Workload.READ_MOSTLY, 1, 0, TOTAL),
                        measured(Engine.GLOBAL_LOCK, Workload.BLOCKING, 1, 0, TOTAL))
                .get(2);
        assertEquals(
                "Choose a lock when speed counts most: the fastest under every load but blocking was global-lock, 4.0 times stm"
                        + " for random transfers.",
                lock);
    }

    @Test
    void aSmallLeadIsNone() {
        List<String> equal =
                advice(measured(Engine.STM, SAFE, 11, 0, TOTAL), measured(Engine.GLOBAL_LOCK, SAFE, 10, 0, TOTAL));
        assertTrue(equal.get(0).startsWith("Choose STM for reasons that this run cannot show"), equal.get(0));
        assertTrue(equal.get(0).endsWith("global-lock made 1.1 times the rate of stm."), equal.get(0));
        assertTrue(equal.get(2).endsWith("stm made 0.9 times the rate of global-lock."), equal.get(2));
    }

    @Test
    void oneKindAloneIsNotJudged() {
        assertEquals(
                List.of(
                        "This run speaks neither for nor against STM: nothing else was measured.",
                        "This run says nothing about actors: none was measured with 2 threads.",
                        "This run says nothing about locks: none was measured with 2 threads."),
                advice(safe(Engine.STM, 1)));
    }

    @Test
    void nothingMeasuredGivesNoAdvice() {
        sentences(new Results(
                        new Plan(Plans.ENGINES, Plans.LOADS, List.of(1), 2, new Extent.Counting(10), 1, 1),
                        List.of(),
                        Conflicts.NONE))
                .forEach(sentence -> assertTrue(sentence.endsWith("none was measured with 1 thread."), sentence));
    }

    @Test
    void anEngineThatViolatedALawIsNotRecommended() {
        List<String> violated =
                advice(measured(Engine.STM, SAFE, 1, 3, TOTAL), safe(Engine.CASHIER, 20), safe(Engine.GLOBAL_LOCK, 2));
        assertEquals("Do not choose STM by this run: stm violated a law.", violated.get(0));
        assertTrue(violated.get(1).contains("global-lock made 10 times the rate of cashier"), violated.get(1));
        assertEquals(
                "Choose a lock when speed counts most: the fastest for random transfers was global-lock, 10 times cashier.",
                violated.get(2));
    }

    /** In random runs: what is called the fastest is the fastest, and what is called right is right. */
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void noSentenceContradictsTheFigures(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 500; run++) {
            Results results = results(someMeasurements(random));
            for (Advice advice : Advice.of(results)) {
                if (advice.sentence().contains("when speed counts most")) {
                    assertLeadsSomewhere(advice, results);
                }
                if (advice.sentence().contains("managed that")) {
                    assertIsSound(advice, results);
                }
            }
        }
    }

    private static Measurement[] someMeasurements(SplittableRandom random) {
        List<Measurement> measurements = new ArrayList<>();
        for (Engine engine : Plans.ENGINES) {
            for (Workload load : Plans.LOADS) {
                if (random.nextInt(3) > 0) {
                    boolean exact = Law.auditsExactly(engine, load) || random.nextBoolean();
                    boolean loses = load.kills() && !engine.undoesHalfTransfers() && random.nextBoolean();
                    measurements.add(
                            measured(engine, load, 1 + random.nextInt(50), exact ? 0 : 3, loses ? TOTAL - 50 : TOTAL));
                }
            }
        }
        return measurements.toArray(Measurement[]::new);
    }

    private static void assertLeadsSomewhere(Advice advice, Results results) {
        boolean leads = results.plan().loads().stream()
                .flatMap(load -> fastest(results, load).stream())
                .anyMatch(cell -> cell.engine().kind() == advice.kind());
        assertTrue(leads, advice.toString());
    }

    private static Optional<Cell> fastest(Results results, Workload load) {
        return results.cells(load, 2).stream()
                .max((one, other) ->
                        Double.compare(one.rate().median(), other.rate().median()));
    }

    private static void assertIsSound(Advice advice, Results results) {
        String sentence = advice.sentence();
        for (Outcome outcome : Outcome.of(results)) {
            String list = sentence.contains("(")
                    ? sentence.substring(sentence.indexOf('(') + 1, sentence.indexOf(')'))
                    : sentence.substring(sentence.indexOf(": ") + 2, sentence.indexOf(" alone"));
            boolean named =
                    List.of(list.split(", | and ")).contains(outcome.engine().toString());
            assertEquals(outcome.lost() == 0 && outcome.wrongAudits() == 0, named, outcome + " in " + sentence);
        }
    }
}
