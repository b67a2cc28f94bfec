package dev.tvar.stm.testing.prove;

import static dev.tvar.stm.testing.prove.Property.CONSERVATION;
import static dev.tvar.stm.testing.prove.Property.PROGRAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.prove.Counterexample.Shrinking;
import dev.tvar.stm.testing.prove.Result.Ending;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proof finds a fault, shrinks it, and reports nothing for a correct engine. */
final class ProofTest {
    private static final Sizes SIZES = new Sizes(5, 4, 200);
    private static final Duration LONG = Limits.DURATION;

    @ParameterizedTest
    @ValueSource(strings = {"ours", "locks", "scala-stm"})
    void aCorrectEngineHoldsInAllTries(String name) {
        List<Result> results = prove(Target.named(name, loader()), 20, CONSERVATION, PROGRAMS);
        for (Result result : results) {
            assertEquals(Ending.ALL_TRIES, result.ending(), result::toString);
            assertTrue(result.holds());
            assertEquals(20, result.figures().tries());
            assertEquals(200, result.figures().runs());
            assertTrue(result.figures().transactions() >= 200, result::toString);
            assertTrue(result.figures().aborts().isPresent());
        }
        assertEquals(
                List.of(CONSERVATION, PROGRAMS),
                results.stream().map(Result::property).toList());
        assertTrue(results.get(0).figures().transfers() > 0
                && results.get(0).figures().audits() > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "broken:lost-update, CONSERVATION",
        "broken:lost-update, PROGRAMS",
        "broken:write-skew, PROGRAMS",
        "broken:torn-snapshot, CONSERVATION",
        "broken:torn-snapshot, PROGRAMS",
        "broken:dirty-write, PROGRAMS",
        "broken:late-check, CONSERVATION"
    })
    void everyBrokenEngineFails(String name, Property property) {
        Result result = prove(Target.named(name, loader()), 1_000, property).get(0);
        assertEquals(Ending.FAILED, result.ending());
        Counterexample found = result.counterexample().orElseThrow();
        assertTrue(found.report().startsWith("broken: "), found.report());
        assertTrue(found.report().contains(name), found.report());
    }

    @ParameterizedTest
    @CsvSource({"broken:write-skew, CONSERVATION", "broken:dirty-write, CONSERVATION", "broken:late-check, PROGRAMS"})
    void aFaultThatAPropertyDoesNotSpeakOfIsNotFound(String name, Property property) {
        assertTrue(prove(Target.named(name, loader()), 5, property).get(0).holds());
    }

    @Test
    void aFailingCaseIsMadeAsSmallAsItGoesAndItsSeedFindsItAgain() {
        Target target = Target.of("unlucky", () -> new Unlucky(1));
        Plan plan = new Plan(List.of(CONSERVATION), SIZES, 1_000, 1, 2026, LONG, LONG, LONG);
        Counterexample found =
                Proof.of(target, plan, Watcher.NONE).get(0).counterexample().orElseThrow();
        assertEquals(Shrinking.COMPLETE, found.shrinking());
        assertEquals(1, found.runs());
        String smallest = "tellers 1, snapshot auditors 0, update auditors 0, rounds 1, transfers [";
        assertTrue(found.report().contains(smallest) && found.report().contains(":13]"), found.report());
        assertTrue(found.java().orElseThrow().contains("new BankProgram(List.of("), found::toString);
        Plan again = new Plan(List.of(CONSERVATION), SIZES, 1, 1, found.seed(), LONG, LONG, LONG);
        Counterexample same =
                Proof.of(target, again, Watcher.NONE).get(0).counterexample().orElseThrow();
        assertEquals(found.report(), same.report());
        assertEquals(found.java(), same.java());
    }

    @Test
    void aHangEndsTheProof() {
        CountDownLatch never = new CountDownLatch(1);
        Target target = Target.of("hanging", () -> new OneLock() {
            @Override
            public boolean transfer(Variable from, Variable to, long amount) {
                return atomically(tx -> waitedFor(never));
            }
        });
        Plan plan = new Plan(Property.EVERYWHERE, SIZES, 100, 10, 3, LONG, Duration.ofSeconds(1), LONG);
        List<Result> results = Proof.of(target, plan, Watcher.NONE);
        assertEquals(1, results.size());
        Counterexample found = results.get(0).counterexample().orElseThrow();
        assertEquals(Shrinking.HUNG, found.shrinking());
        assertEquals(0, found.steps());
        assertTrue(found.report().contains("hung      teller"), found.report());
    }

    private static boolean waitedFor(CountDownLatch latch) {
        try {
            return latch.await(Limits.SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void anEngineThatMayGiveUpIsNoFaultAndOneThatMayNotIs() {
        Result permitted = prove(Target.of("weary", () -> new Weary(true)), 20, CONSERVATION)
                .get(0);
        assertEquals(Ending.ALL_TRIES, permitted.ending());
        assertTrue(permitted.figures().gaveUp() > 0);
        assertEquals(OptionalLong.empty(), permitted.figures().aborts());
        Result forbidden = prove(Target.of("weary", () -> new Weary(false)), 20, CONSERVATION)
                .get(0);
        String report = forbidden.counterexample().orElseThrow().report();
        assertTrue(report.startsWith("broken: [no transfer or audit throws]"), report);
    }

    @Test
    void theTimeLimitEndsAProofThatHeldUntilThen() {
        Plan plan = new Plan(Property.EVERYWHERE, SIZES, 1_000_000, 1, 3, Duration.ofNanos(1), LONG, LONG);
        List<Result> results = Proof.of(Target.named("tlong", loader()), plan, Watcher.NONE);
        for (Result result : results) {
            assertEquals(Ending.TIME_LIMIT, result.ending());
            assertEquals(1, result.figures().tries());
        }
        assertEquals(2, results.size());
    }

    @Test
    void anInterruptEndsAProofAndTheFlagStays() {
        Plan plan = new Plan(Property.EVERYWHERE, SIZES, 1_000_000, 1, 3, LONG, LONG, LONG);
        Thread self = Thread.currentThread();
        List<Result> results = Proof.of(Target.named("tlong", loader()), plan, (what, fraction) -> self.interrupt());
        assertTrue(Thread.interrupted());
        assertEquals(1, results.size());
        assertTrue(results.get(0).figures().tries() < 3, results::toString);
    }

    private static List<Result> prove(Target target, int tries, Property... properties) {
        Plan plan = new Plan(List.of(properties), SIZES, tries, 10, 2026, LONG, LONG, Duration.ofSeconds(1));
        return Proof.of(target, plan, Watcher.NONE);
    }

    private static ClassLoader loader() {
        return ProofTest.class.getClassLoader();
    }

    /** Gives up some transfers. */
    private static final class Weary extends OneLock {
        private final boolean may;

        Weary(boolean may) {
            this.may = may;
        }

        @Override
        public boolean transfer(Variable from, Variable to, long amount) {
            if (amount % 7 == 3) {
                throw new IllegalStateException("too many attempts");
            }
            return super.transfer(from, to, amount);
        }

        @Override
        public boolean mayGiveUp() {
            return may;
        }
    }
}
