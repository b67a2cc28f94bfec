package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Failure.Kind;
import dev.tvar.stm.testing.support.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules of a scenario are judged after every commit, on the state of that commit, and change no schedule. */
@Tag("seam")
class RulesTest {
    private static final Explorer EXPLORER = Explorer.of(3).withSchedules(1_000).withLimit(Limits.DURATION);

    private static Explorer all() {
        return Explorer.of(1)
                .withStrategy(Strategy.exhaustive())
                .withSchedules(1_000_000)
                .withLimit(Limits.DURATION);
    }

    private static Failure failure(Explorer explorer, Supplier<Scenario> program) {
        return explorer.explore(program).failure().orElseThrow();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    // ---- programs

    private static void transfer(TLong from, TLong to, long amount) {
        STM.run(tx -> {
            from.add(tx, -amount);
            to.add(tx, amount);
        });
    }

    private static Scenario accounts(TLong ann, TLong ben) {
        return new Scenario().rule("the accounts hold 200", tx -> ann.get(tx) + ben.get(tx) == 200);
    }

    private static Scenario twoTransfers() {
        TLong ann = TLong.named("ann", 100);
        TLong ben = TLong.named("ben", 100);
        return accounts(ann, ben)
                .thread("one", () -> transfer(ann, ben, 30))
                .thread("two", () -> transfer(ben, ann, 20));
    }

    /** Money is missing between the two transactions only: the check at the end passes. */
    private static Scenario aTransferInTwoTransactions() {
        TLong ann = TLong.named("ann", 100);
        TLong ben = TLong.named("ben", 100);
        return accounts(ann, ben)
                .thread("payer", () -> {
                    STM.with(TxnOptions.defaults().withName("debit")).run(tx -> {
                        if (ann.isAtLeast(tx, 30)) {
                            ann.set(tx, ann.get(tx) - 30);
                        }
                    });
                    STM.run(tx -> ben.add(tx, 30));
                })
                .thread("other", () -> transfer(ben, ann, 20))
                .atTheEnd(() -> assertEquals(200, ann.now() + ben.now()));
    }

    // ---- finding

    @Test
    void aTransferInTwoTransactionsBreaksTheRuleThoughTheEndIsRight() {
        Failure found = failure(EXPLORER, RulesTest::aTransferInTwoTransactions);
        assertEquals(Kind.RULE_BROKEN, found.kind());
        assertEquals(
                List.of(
                        "\"the accounts hold 200\" does not hold after T1 'debit' of payer",
                        "  it read       ann is at least 30: yes; ann = 100",
                        "  it wrote      ann = 70, was 100",
                        "  the rule read ann = 70, was 100; ben = 100"),
                lines(found.message()));
        List<String> story = lines(found.story());
        assertTrue(story.get(story.size() - 1).contains("breaks the rule \"the accounts hold 200\""), found.story());
        assertFalse(found.story().contains("T2"), "the schedule has not stopped at the commit:\n" + found.story());
    }

    @Test
    void theSameSeedGivesTheSameReportAndTheScheduleReplays() {
        Failure found = failure(EXPLORER, RulesTest::aTransferInTwoTransactions);
        assertEquals(
                found.toString(),
                failure(EXPLORER.withPlatformThreads(), RulesTest::aTransferInTwoTransactions)
                        .toString());
        Failure again = EXPLORER.replay(found.schedule(), RulesTest::aTransferInTwoTransactions)
                .failure()
                .orElseThrow();
        assertEquals(found.message(), again.message());
        assertEquals(found.story(), again.story());
    }

    /** Each commit is right by itself, and independent of the other: only their order breaks the rule. */
    @Test
    void theOrderOfIndependentCommitsIsExplored() {
        for (boolean firstFirst : List.of(true, false)) {
            Failure found = failure(all(), () -> {
                TLong x = TLong.named("x", 0);
                TLong y = TLong.named("y", 0);
                return new Scenario()
                        .rule("no order", tx -> firstFirst ? y.get(tx) >= x.get(tx) : x.get(tx) >= y.get(tx))
                        .thread("one", () -> STM.run(tx -> x.set(tx, 1)))
                        .thread("two", () -> STM.run(tx -> y.set(tx, 1)));
            });
            assertEquals(Kind.RULE_BROKEN, found.kind());
        }
    }

    @Test
    void aBugOfTheEngineIsFoundAtTheCommitThatLosesMoney() {
        Planted noLock = (step, cell) -> step == Step.LOCK;
        Failure found = failure(EXPLORER.withPlanted(() -> noLock), RulesTest::twoTransfers);
        assertEquals(Kind.RULE_BROKEN, found.kind(), found::toString);
        assertTrue(found.message().contains("it wrote"), found::message);
    }

    // ---- not finding

    @Test
    void theRuleHoldsUnderAllSchedulesOfRightTransfers() {
        Exploration exploration = all().explore(RulesTest::twoTransfers).requireNoFailure();
        assertTrue(exploration.complete(), exploration::toString);
    }

    @Test
    void rulesChangeNoSchedule() {
        Supplier<Scenario> without = () -> {
            Scenario scenario = twoTransfers();
            scenario.rules.clear();
            return scenario;
        };
        Exploration with = EXPLORER.explore(RulesTest::twoTransfers).requireNoFailure();
        Exploration plain = EXPLORER.explore(without).requireNoFailure();
        assertEquals(plain.steps(), with.steps());
        assertEquals(plain.distinct(), with.distinct());
        assertTrue(plain.distinct() > 10, plain::toString);
    }

    /** Commits overlap in some of the schedules: nevertheless each of them is judged, without those after it. */
    @Test
    void everyCommitIsJudgedOnTheStateRightAfterIt() {
        List<List<Long>> seen = new ArrayList<>();
        all().explore(() -> {
                    List<Long> sums = new ArrayList<>();
                    seen.add(sums);
                    TLong x = TLong.named("x", 0);
                    TLong y = TLong.named("y", 0);
                    TLong z = TLong.named("z", 0);
                    return new Scenario()
                            .rule("counts", tx -> {
                                sums.add(x.get(tx) + 10 * y.get(tx) + 100 * z.get(tx));
                                return true;
                            })
                            .thread(
                                    "one",
                                    () -> STM.run(tx -> {
                                        x.add(tx, 1);
                                        z.add(tx, 1);
                                    }))
                            .thread("two", () -> STM.run(tx -> y.add(tx, 1)));
                })
                .requireNoFailure();
        List<List<Long>> whole =
                seen.stream().filter(sums -> sums.size() == 3).distinct().toList();
        assertEquals(2, whole.size(), whole::toString);
        assertTrue(whole.contains(List.of(0L, 101L, 111L)), whole::toString);
        assertTrue(whole.contains(List.of(0L, 10L, 111L)), whole::toString);
    }

    // ---- rules that are no good

    @Test
    void aRuleThatThrowsIsReportedAsSuch() {
        Failure found = failure(EXPLORER, () -> {
            TLong x = TLong.named("x", 1);
            return new Scenario()
                    .rule("ten can be divided", tx -> 10 / x.get(tx) > 0)
                    .thread("one", () -> STM.run(tx -> x.add(tx, -1)));
        });
        assertEquals(
                "\"ten can be divided\" threw ArithmeticException: / by zero after T1 of one",
                lines(found.message()).get(0));
        assertTrue(found.cause() instanceof ArithmeticException, () -> String.valueOf(found.cause()));
    }

    @Test
    void aRuleThatDoesNotHoldAtTheBeginningBlamesNoCommit() {
        Failure found = failure(EXPLORER, () -> {
            TLong x = TLong.named("x", 1);
            return new Scenario().rule("x is 2", tx -> x.get(tx) == 2).thread("one", () -> STM.run(tx -> x.set(tx, 2)));
        });
        assertEquals(
                List.of("\"x is 2\" does not hold at the beginning", "  the rule read x = 1"), lines(found.message()));
    }

    @Test
    void aRuleThatWritesOrBeginsATransactionIsRefused() {
        Failure found = failure(EXPLORER, () -> {
            TLong x = TLong.named("x", 1);
            return new Scenario()
                    .rule("writes", tx -> {
                        STM.run(inner -> x.add(inner, 1));
                        return true;
                    })
                    .thread("one", () -> STM.run(tx -> x.add(tx, 1)));
        });
        assertTrue(
                found.message().contains("a transaction cannot begin inside a snapshot, which only reads"),
                found::message);
    }

    @Test
    void twoRulesNeedTwoNames() {
        Scenario scenario = new Scenario().rule("same", tx -> true);
        assertThrows(IllegalArgumentException.class, () -> scenario.rule("same", tx -> true));
    }

    // ---- what a rule can read

    @Test
    void aRuleReadsCollectionsObjectsAndSnapshotsOfItsOwn() {
        Failure found = failure(EXPLORER, () -> {
            TMap<String, Long> stock = TMap.create();
            TVar<String> last = TVar.named("last", "none");
            return new Scenario()
                    .rule("the last item is in stock", tx -> {
                        String item = last.get(tx);
                        return item.equals("none")
                                || STM.<Boolean, RuntimeException>snapshot(own -> stock.containsKey(own, item));
                    })
                    .thread("seller", () -> {
                        STM.run(tx -> stock.put(tx, "tea", 1L));
                        STM.run(tx -> last.set(tx, "tea"));
                        STM.run(tx -> stock.remove(tx, "tea"));
                    });
        });
        assertEquals(Kind.RULE_BROKEN, found.kind());
        assertTrue(found.message().contains("after T3 of seller"), found::message);
        assertTrue(found.message().contains("last = \"tea\""), found::message);
    }
}
