package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each anomaly in its smallest form, by hand; next to it a similar history that is correct. */
class AnomalousHistoriesTest {
    /** A history, its events divided by semicolons. */
    private static History history(String events) {
        return History.parse(String.join("\n", Arrays.asList(events.split(";\\s*"))));
    }

    private static void assertWrong(Phenomenon expected, String events, String... steps) {
        Violation found = HistoryChecker.check(history(events)).violation().orElseThrow();
        assertEquals(expected, found.phenomenon(), found.toString());
        assertEquals(List.of(steps), found.steps());
    }

    private static void assertRight(String events) {
        HistoryChecker.Verdict verdict = HistoryChecker.check(history(events));
        assertFalse(verdict.undecided());
        assertEquals("", verdict.violation().map(Violation::toString).orElse(""));
    }

    @Test
    void dirtyRead() {
        assertWrong(
                Phenomenon.DIRTY_READ,
                "T1 begins; T1 writes a@1=5; T2 begins; T2 reads a@1=5; T2 commits; T1 aborts",
                "T2 read a@1, which T1 had written and never committed");
        assertWrong(
                Phenomenon.DIRTY_READ,
                "T1 begins; T1 writes a@1=5; T2 begins; T2 reads a@1=5; T2 commits",
                "T2 read a@1, which T1 had written and never committed");
        assertRight("T1 begins; T1 writes a@1=5; T2 begins; T2 reads a@1=5; T2 commits; T1 commits");
    }

    @Test
    void intermediateRead() {
        assertWrong(
                Phenomenon.INTERMEDIATE_READ,
                "T1 begins; T1 writes a@1; T2 begins; T2 reads a@1; T1 writes a@2; T1 commits; T2 commits",
                "T2 read a@1, which T1 had written and then overwritten itself");
        assertRight("T1 begins; T1 writes a@1; T1 reads a@1; T1 writes a@2; T1 commits; T2 begins; T2 reads a@2");
    }

    @Test
    void aVersionThatNoAttemptWrote() {
        assertWrong(
                Phenomenon.UNKNOWN_VERSION,
                "T1 begins; T1 writes a@1; T1 commits; T2 begins; T2 reads a@7; T2 commits",
                "T2 read a@7, which no attempt of this history wrote");
    }

    @Test
    void aValueThatDoesNotBelongToItsVersion() {
        assertWrong(
                Phenomenon.TORN_READ,
                "T1 begins; T1 writes a@1=10; T1 commits; T2 begins; T2 reads a@1=11; T2 commits",
                "T2 read a@1=11, but T1 wrote a@1=10");
        assertWrong(
                Phenomenon.TORN_READ,
                "T1 begins; T1 reads a@0=10; T2 begins; T2 reads a@0=11",
                "T2 read a@0=11, which others saw as a@0=10");
        assertWrong(
                Phenomenon.TORN_READ,
                "T1 begins; T1 writes a@1=10; T1 commits; T2 begins; T2 finds a@1 >= 50; T2 commits",
                "T2 found a >= 50 with version 1, but T1 wrote a@1=10");
    }

    @Test
    void aVersionThatWasWrittenTwice() {
        assertWrong(
                Phenomenon.VERSION_WRITTEN_TWICE,
                "T1 begins; T1 writes a@1; T1 commits; T2 begins; T2 writes a@1; T2 commits",
                "T1 and T2 both wrote a@1");
    }

    @Test
    void lostUpdate() {
        assertWrong(
                Phenomenon.LOST_UPDATE,
                "T1 begins; T2 begins; T1 reads a@0=0; T2 reads a@0=0; T2 writes a@1=1; T2 commits; T1 writes a@2=1; T1 commits",
                "T1 read a@0=0 before T2 overwrote it with a@1=1",
                "T2 wrote a@1=1 before T1 overwrote it with a@2=1");
        assertRight(
                "T1 begins; T2 begins; T2 reads a@0=0; T2 writes a@1=1; T2 commits; T1 reads a@1=1; T1 writes a@2=2; T1 commits");
    }

    @Test
    void blindWritesAreNotLostUpdates() {
        assertRight("T1 begins; T2 begins; T2 writes a@1=1; T2 commits; T1 writes a@2=2; T1 commits");
    }

    @Test
    void nonRepeatableRead() {
        assertWrong(
                Phenomenon.NON_REPEATABLE_READ,
                "T1 begins; T1 reads a@0; T2 begins; T2 writes a@1; T2 commits; T1 reads a@1; T1 commits",
                "T1 read a@0 before T2 overwrote it with a@1",
                "T2 wrote a@1, which T1 read");
    }

    @Test
    void readSkew() {
        assertWrong(
                Phenomenon.READ_SKEW,
                "T1 begins; T1 reads x@0=50; T2 begins; T2 reads x@0=50; T2 reads y@0=50; T2 writes x@1=40; T2 writes y@1=60;"
                        + "T2 commits; T1 reads y@1=60; T1 commits",
                "T1 read x@0=50 before T2 overwrote it with x@1=40",
                "T2 wrote y@1=60, which T1 read");
        assertRight("T1 begins; T1 reads x@0=50; T2 begins; T2 writes x@1=40; T2 writes y@1=60;"
                + "T2 commits; T1 reads y@0=50; T1 commits");
    }

    @Test
    void readSkewAcrossManyCommits() {
        assertWrong(
                Phenomenon.READ_SKEW,
                "T1 begins; T1 reads x@0; T2 begins; T2 writes x@1; T2 commits; T3 begins; T3 reads x@1; T3 writes x@2;"
                        + " T3 commits; T4 begins; T4 reads x@2; T4 writes x@3; T4 writes y@1; T4 commits; T5 begins; T5 writes y@2;"
                        + " T5 commits; T1 reads y@2; T1 commits",
                "T1 read x@0 before T4 wrote x@3",
                "T4 wrote y@1 before T1 read y@2");
    }

    @Test
    void writeSkew() {
        assertWrong(
                Phenomenon.WRITE_SKEW,
                "T1 begins; T2 begins; T1 reads x@0; T1 reads y@0; T2 reads x@0; T2 reads y@0; T1 writes x@1; T1 commits;"
                        + " T2 writes y@1; T2 commits",
                "T1 read y@0 before T2 overwrote it with y@1",
                "T2 read x@0 before T1 overwrote it with x@1");
    }

    @Test
    void writeSkewOfThree() {
        assertWrong(
                Phenomenon.WRITE_SKEW,
                "T1 begins; T2 begins; T3 begins; T1 reads x@0; T2 reads y@0; T3 reads z@0; T1 writes y@1; T1 commits;"
                        + " T2 writes z@1; T2 commits; T3 writes x@1; T3 commits",
                "T1 read x@0 before T3 overwrote it with x@1",
                "T3 read z@0 before T2 overwrote it with z@1",
                "T2 read y@0 before T1 overwrote it with y@1");
    }

    @Test
    void longFork() {
        assertWrong(
                Phenomenon.LONG_FORK,
                "T1 begins; T2 begins; T3 begins; T4 begins; T1 writes x@1; T1 commits; T2 writes y@1; T2 commits;"
                        + " T3 reads x@1; T3 reads y@0; T3 commits; T4 reads x@0; T4 reads y@1; T4 commits",
                "T1 wrote x@1, which T3 read",
                "T3 read y@0 before T2 overwrote it with y@1",
                "T2 wrote y@1, which T4 read",
                "T4 read x@0 before T1 overwrote it with x@1");
    }

    @Test
    void dirtyWriteAndCircularFlow() {
        assertWrong(
                Phenomenon.DIRTY_WRITE,
                "T1 begins; T2 begins; T1 writes x@1; T2 writes x@2; T2 writes y@1; T1 writes y@2; T1 commits; T2 commits",
                "T1 wrote x@1 before T2 overwrote it with x@2",
                "T2 wrote y@1 before T1 overwrote it with y@2");
        assertWrong(
                Phenomenon.CIRCULAR_INFORMATION_FLOW,
                "T1 begins; T2 begins; T1 writes x@1; T2 writes y@1; T1 reads y@1; T2 reads x@1; T1 commits; T2 commits",
                "T1 wrote x@1, which T2 read",
                "T2 wrote y@1, which T1 read");
    }

    @Test
    void zombie() {
        String events = "T1 begins; T1 reads x@0; T2 begins; T2 writes x@1; T2 writes y@1; T2 commits; T1 reads y@1; ";
        String[] steps = {"T1 read x@0 before T2 overwrote it with x@1", "T2 wrote y@1, which T1 read"};
        assertWrong(Phenomenon.ZOMBIE, events + "T1 aborts", steps);
        assertWrong(Phenomenon.ZOMBIE, events, steps);
        assertRight(
                "T1 begins; T1 reads x@0; T2 begins; T2 writes x@1; T2 writes y@1; T2 commits; T1 reads y@0; T1 aborts");
    }

    @Test
    void realTimeViolation() {
        assertWrong(
                Phenomenon.REAL_TIME_VIOLATION,
                "T1 begins; T1 writes a@1; T1 commits; T2 begins; T2 reads a@0; T2 commits",
                "T2 read a@0 before T1 overwrote it with a@1",
                "T1 committed before T2 began");
        assertRight("T1 begins; T1 writes a@1; T2 begins; T1 commits; T2 reads a@0; T2 commits");
    }

    @Test
    void realTimeViolationThroughOthers() {
        assertWrong(
                Phenomenon.REAL_TIME_VIOLATION,
                "T2 begins; T2 reads a@0; T1 begins; T1 writes a@1; T1 commits; T3 begins; T3 reads x@0; T3 commits;"
                        + " T2 writes x@1; T2 commits",
                "T3 read x@0 before T2 overwrote it with x@1",
                "T2 read a@0 before T1 overwrote it with a@1",
                "T1 committed before T3 began");
    }

    @Test
    void theSmallestOfSeveralCyclesIsShown() {
        assertWrong(
                Phenomenon.LOST_UPDATE,
                "T1 begins; T2 begins; T3 begins; T1 reads x@0; T2 reads y@0; T3 reads z@0; T1 writes y@1; T1 commits;"
                        + " T2 writes z@1; T2 commits; T3 writes x@1; T3 commits; T4 begins; T5 begins; T4 reads x@1; T5 writes x@2;"
                        + " T5 commits; T4 writes x@3; T4 commits",
                "T4 read x@1 before T5 overwrote it with x@2",
                "T5 wrote x@2 before T4 overwrote it with x@3");
    }

    // ---- answers

    @Test
    void anAnswerHoldsOverManyVersions() {
        assertRight(
                "T1 begins; T1 finds a@0 >= 50; T2 begins; T2 writes a@1=80; T2 writes b@1; T2 commits; T1 reads b@1; T1 commits");
    }

    @Test
    void anAnswerIsOverWhenTheBoundIsCrossed() {
        assertWrong(
                Phenomenon.READ_SKEW,
                "T1 begins; T1 finds a@0 >= 50; T2 begins; T2 writes a@1=80; T2 commits; T3 begins; T3 writes a@2=49; T3 writes b@1;"
                        + " T3 commits; T1 reads b@1; T1 commits",
                "T1 found a >= 50 with a@0 before T3 ended that with a@2=49",
                "T3 wrote b@1, which T1 read");
    }

    @Test
    void anAnswerThatIsRightAgainLaterWillDo() {
        assertRight(
                "T1 begins; T1 finds a@0 >= 50; T2 begins; T2 writes a@1=0; T2 commits; T3 begins; T3 writes a@2=90; T3 writes b@1;"
                        + " T3 commits; T1 reads b@1; T1 commits");
        assertRight(
                "T1 begins; T1 finds a@0 >= 50; T2 begins; T2 writes a@1=0; T2 commits; T3 begins; T3 writes a@2=90;"
                        + " T3 commits; T4 begins; T4 writes b@1; T4 commits; T1 reads b@1; T1 commits");
    }

    @Test
    void answersOfTwoInstantsAreRefused() {
        assertWrong(
                Phenomenon.READ_SKEW,
                "T1 begins; T1 reads a@0; T1 finds n@0 >= 5; T2 begins; T2 writes n@1=0; T2 writes y@1; T2 commits; T3 begins;"
                        + " T3 writes n@2=10; T3 writes a@1; T3 commits; T1 reads y@1; T1 commits",
                "T1 read a@0 before T3 overwrote it with a@1",
                "T3 wrote n@2=10, which made n >= 5 true again; T1 found it with n@0, but must come after n@1=0");
    }

    @Test
    void aWriterOfAComparedVariableIsJudgedByTheVersionItOverwrote() {
        assertRight(
                "T1 begins; T1 finds a@0 >= 50; T2 begins; T2 writes a@1=60; T2 commits; T1 writes a@2=10; T1 commits");
        assertWrong(
                Phenomenon.LOST_UPDATE,
                "T1 begins; T1 finds a@0 >= 50; T2 begins; T2 writes a@1=20; T2 commits; T1 writes a@2=-30; T1 commits",
                "T1 found a >= 50 with a@0 before T2 ended that with a@1=20",
                "T2 wrote a@1=20 before T1 overwrote it with a@2=-30");
    }

    @Test
    void theReportNamesTheAttemptsOfTheCycle() {
        Violation found = HistoryChecker.check(
                        history(
                                "T1 begins in main; T1 reads a@0=0; T2 begins; T2 writes a@1=1; T2 commits; T1 writes a@2=1; T1 commits; T3 begins"))
                .violation()
                .orElseThrow();
        assertEquals("""
                lost update
                  T1 read a@0=0 before T2 overwrote it with a@1=1
                  T2 wrote a@1=1 before T1 overwrote it with a@2=1
                in which
                  T1 in thread main reads a@0=0, writes a@2=1, commits
                  T2 writes a@1=1, commits""", found.toString());
        assertTrue(found.attempts().stream().noneMatch(attempt -> attempt.name().equals("T3")));
    }
}
