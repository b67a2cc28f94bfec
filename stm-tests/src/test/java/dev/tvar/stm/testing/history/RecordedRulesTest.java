package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.rule.BrokenRule;
import dev.tvar.stm.testing.rule.BrokenRuleError;
import dev.tvar.stm.testing.support.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of a recording are judged after every commit, in the serial order. */
@Tag("seam")
class RecordedRulesTest {
    private static BrokenRule broken(Class<?> tests) {
        Throwable failure = Launched.run(tests).failure();
        return assertInstanceOf(BrokenRuleError.class, failure, failure.toString())
                .brokenRule();
    }

    private static List<String> lines(BrokenRule broken) {
        return broken.toString().lines().toList();
    }

    // ---- in tests of users

    @Test
    void aTransferInTwoTransactionsFailsTheTestThoughItsEndIsRight() {
        assertEquals(
                List.of(
                        "\"the accounts hold 200\" does not hold after T3 'debit' of main",
                        "  it read       ann is at least 30: yes; ann = 80",
                        "  it wrote      ann = 50, was 80",
                        "  the rule read ann = 50, was 80; ben = 120"),
                lines(broken(RuledTests.InTwo.class)));
    }

    @ParameterizedTest
    @ValueSource(classes = RuledTests.InAProperty.class)
    void aPropertyFailsInTheSameWay(Class<?> tests) {
        assertEquals("the accounts hold 200", broken(tests).rule());
    }

    @Test
    void commitsBeforeTheRuleAreNotJudged() {
        Launched launched = Launched.run(RuledTests.Right.class);
        assertEquals(List.of(), launched.failures());
        assertEquals(1, launched.passed());
    }

    @Test
    void aRuleThatThrowsIsReportedAsSuch() {
        BrokenRule broken = broken(RuledTests.Throwing.class);
        assertInstanceOf(ArithmeticException.class, broken.thrown());
        assertEquals(
                "\"ann divides 100\" threw ArithmeticException: / by zero after T1 of main",
                lines(broken).get(0));
    }

    @Test
    void aRuleThatDoesNotHoldAtTheBeginningBlamesNoCommit() {
        BrokenRule broken = broken(RuledTests.FalseAlready.class);
        assertEquals(
                List.of("\"ann has 100\" does not hold at the beginning", "  the rule read ann = 90"), lines(broken));
    }

    @Test
    void aRuleWithoutARecordingIsRefused() {
        String message =
                String.valueOf(assertThrows(IllegalStateException.class, () -> Recording.rule("positive", tx -> true))
                        .getMessage());
        assertTrue(message.contains("\"positive\"") && message.contains("@StmTest"), message);
    }

    // ---- many threads

    private static void together(int threads, Runnable work) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(new Thread(work, "teller-" + i));
        }
        all.forEach(Thread::start);
        for (Thread each : all) {
            each.join(Limits.MILLIS);
        }
    }

    /** Every thread sees the sum of its own transactions only; the rule sees all of them. */
    @Test
    void theRuleHoldsAfterEachOfManyConcurrentCommits() throws InterruptedException {
        TLong left = TLong.named("left", 0);
        TLong right = TLong.named("right", 0);
        TVar<Long> commits = TVar.named("commits", 0L);
        List<Long> counted = new ArrayList<>();
        Recording recording = Recording.start(Recording.DEFAULT_MAX_OPERATIONS);
        Recording.rule("left and right are opposite", tx -> left.get(tx) + right.get(tx) == 0);
        Recording.rule("one commit after the other", tx -> counted.add(commits.get(tx)));
        together(3, () -> {
            for (int i = 0; i < 300; i++) {
                STM.run(tx -> {
                    left.add(tx, 1);
                    right.add(tx, -1);
                    commits.set(tx, commits.get(tx) + 1);
                });
            }
        });
        recording.stop();
        assertEquals(Optional.empty(), recording.brokenRule());
        assertEquals(901, counted.size());
        for (int i = 0; i < counted.size(); i++) {
            assertEquals(i, counted.get(i));
        }
    }

    /**
     * A commit that only read what another overwrote comes before it. Copies never lag behind more than the counter has
     * advanced since they read it, so a wrong order would show a copy of a value that the counter does not have yet.
     */
    @Test
    void aCommitComesBeforeTheOneThatOverwroteWhatItRead() throws InterruptedException {
        TLong counter = TLong.named("counter", 0);
        TLong copy = TLong.named("copy", 0);
        List<Long> differences = new ArrayList<>();
        Recording recording = Recording.start(Recording.DEFAULT_MAX_OPERATIONS);
        Recording.rule("the difference", tx -> differences.add(counter.get(tx) - copy.get(tx)));
        Thread copier = new Thread(() -> {
            for (int i = 0; i < 2_000; i++) {
                STM.run(tx -> copy.set(tx, counter.get(tx)));
            }
        });
        copier.start();
        for (int i = 0; i < 2_000; i++) {
            STM.run(tx -> counter.add(tx, 1));
        }
        copier.join(Limits.MILLIS);
        recording.stop();
        assertEquals(Optional.empty(), recording.brokenRule());
        for (int i = 1; i < differences.size(); i++) {
            long now = differences.get(i);
            assertTrue(
                    now == 0 || now == differences.get(i - 1) + 1,
                    "the counter is " + now + " ahead after " + differences.get(i - 1));
        }
    }
}
