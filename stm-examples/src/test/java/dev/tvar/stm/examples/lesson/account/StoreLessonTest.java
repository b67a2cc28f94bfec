package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.store.RetryPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreLessonTest {
    @Test
    void theThirdCommitFailsNamesTheKeyThatMovedAndLeavesNothing() {
        StoreStory.Ending ending = StoreStory.withStore(new PrintWriter(new StringWriter()));
        assertEquals(List.of(50L, 150L, 100L), ending.balances());
        assertEquals(List.of(3L, 3L, 1L), ending.versions());
        assertEquals("others have committed to bob (checked out at version 1, now 3)", ending.refusal());
    }

    @Test
    void aPlainMapLosesWhatOthersHaveWritten() {
        assertEquals(250, StoreStory.withPlainMap().total());
    }

    @Test
    void threeTriesAreEnoughForTwoRivals() {
        assertEquals(new StoreLesson.Tried(3, true), StoreLesson.transferAgainst(2, RetryPolicy.tries(3)));
    }

    @Test
    void threeTriesMeansThreeRuns() {
        assertEquals(
                new StoreLesson.Tried(3, false), StoreLesson.transferAgainst(Integer.MAX_VALUE, RetryPolicy.tries(3)));
    }

    @Test
    void aTimeLimitEndsTheTriesToo() {
        RetryPolicy policy = RetryPolicy.within(Duration.ofMillis(5));
        StoreLesson.Tried tried = StoreLesson.transferAgainst(Integer.MAX_VALUE, policy);
        assertTrue(tried.tries() >= 1 && !tried.committed(), tried.toString());
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void versionsCountCommitsAndTheTotalStays(long seed) {
        StoreLesson.Crowd crowd = StoreLesson.crowd(new Setup(seed, 4), 2_000);
        assertEquals(5_000, crowd.total());
        assertEquals(5 + 2 * 2_000, crowd.versions());
        assertTrue(crowd.tries() >= 2_000 && crowd.lawHolds());
    }
}
