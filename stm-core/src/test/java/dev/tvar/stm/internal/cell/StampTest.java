package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stamp word: version, W, L, each independent of the others. */
class StampTest {
    private static final long GREATEST = (1L << 61) - 1;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 1L << 31, 1L << 32, GREATEST})
    void aNewVersionIsQuiet(long version) {
        long word = Stamp.ofVersion(version);
        assertEquals(version, Stamp.version(word));
        assertFalse(Stamp.isLocked(word));
        assertFalse(Stamp.isAwaited(word));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 32, GREATEST})
    void lockingKeepsTheVersionAndTheWaiters(long version) {
        long quiet = Stamp.ofVersion(version);
        long awaited = Stamp.awaited(quiet);
        for (long word : new long[] {quiet, awaited}) {
            long locked = Stamp.locked(word);
            assertTrue(Stamp.isLocked(locked));
            assertEquals(Stamp.isAwaited(word), Stamp.isAwaited(locked));
            assertEquals(version, Stamp.version(locked));
            assertEquals(locked, Stamp.locked(locked));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 32, GREATEST})
    void announcingAWaiterKeepsTheVersion(long version) {
        long awaited = Stamp.awaited(Stamp.ofVersion(version));
        assertTrue(Stamp.isAwaited(awaited));
        assertFalse(Stamp.isLocked(awaited));
        assertEquals(version, Stamp.version(awaited));
        assertEquals(awaited, Stamp.awaited(awaited));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 32, GREATEST - 1})
    void oneComparisonShowsQuietAndOldEnough(long version) {
        long limit = Stamp.upTo(version);
        assertTrue(Stamp.ofVersion(version) <= limit);
        assertTrue(Stamp.awaited(Stamp.ofVersion(version)) <= limit);
        assertTrue(Stamp.ofVersion(version + 1) > limit);
        assertTrue(Stamp.locked(Stamp.ofVersion(0)) > limit);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 1L << 32, GREATEST})
    void ofTwoWordsTheGreaterIsTheLater(long version) {
        for (long other : new long[] {0, 1, 7, 8, 1L << 31, GREATEST}) {
            long word = Stamp.ofVersion(version);
            long otherWord = Stamp.awaited(Stamp.ofVersion(other));
            assertEquals(Math.max(word, otherWord), Stamp.later(word, otherWord));
            assertEquals(Math.max(word, otherWord), Stamp.later(otherWord, word));
        }
    }

    @Test
    void theWaitersOfAnotherWordAreTakenOver() {
        long word = Stamp.ofVersion(7);
        long other = Stamp.ofVersion(8);
        assertEquals(word, Stamp.withAwaitedOf(word, other));
        assertEquals(Stamp.awaited(word), Stamp.withAwaitedOf(word, Stamp.awaited(other)));
        assertEquals(Stamp.awaited(word), Stamp.withAwaitedOf(Stamp.awaited(word), other));
    }
}
