package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Points in time, including the most distant ones. */
class DeadlineTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @Test
    void noTimeoutIsNever() {
        assertEquals(Deadline.NEVER, Deadline.of(null));
        assertEquals(Deadline.NEVER, Deadline.left(Deadline.NEVER));
        assertFalse(Deadline.hasPassed(Deadline.NEVER));
    }

    @Test
    void theTimeLeftIsTheLimitLessTheTimePassed() {
        long before = System.nanoTime();
        long deadline = Deadline.of(Duration.ofHours(1));
        long left = Deadline.left(deadline);
        long spent = System.nanoTime() - before;
        assertTrue(left <= HOUR && left >= HOUR - spent, () -> left + " after " + spent);
        assertFalse(Deadline.hasPassed(deadline));
    }

    @Test
    void aDeadlineOfNothingHasPassed() {
        assertTrue(Deadline.hasPassed(Deadline.in(0)));
        assertTrue(Deadline.hasPassed(Deadline.in(-HOUR)));
        assertTrue(Deadline.left(Deadline.in(-HOUR)) <= -HOUR);
    }

    @Test
    void theLongestIsCutAndDoesNotOverflow() {
        assertEquals(Long.MAX_VALUE / 2, Deadline.nanos(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(Long.MAX_VALUE / 2, Deadline.nanos(Duration.ofNanos(Long.MAX_VALUE / 2)));
        assertEquals(Long.MAX_VALUE / 2 - 1, Deadline.nanos(Duration.ofNanos(Long.MAX_VALUE / 2 - 1)));
        assertFalse(Deadline.hasPassed(Deadline.of(Duration.ofSeconds(Long.MAX_VALUE))));
        assertFalse(Deadline.hasPassed(Deadline.in(Long.MAX_VALUE)));
        assertNotEquals(Deadline.NEVER, Deadline.in(Long.MAX_VALUE));
    }

    @Test
    void aNegativeLengthIsNothing() {
        assertEquals(0, Deadline.nanos(Duration.ofNanos(-1)));
        assertEquals(0, Deadline.nanos(Duration.ofSeconds(Long.MIN_VALUE)));
        assertEquals(0, Deadline.nanos(Duration.ZERO));
        assertEquals(1, Deadline.nanos(Duration.ofNanos(1)));
    }

    @Test
    void theEarlierOfTwo() {
        long soon = Deadline.in(HOUR);
        long late = Deadline.in(2 * HOUR);
        assertEquals(soon, Deadline.earlier(soon, late));
        assertEquals(soon, Deadline.earlier(late, soon));
        assertEquals(soon, Deadline.earlier(soon, Deadline.NEVER));
        assertEquals(soon, Deadline.earlier(Deadline.NEVER, soon));
        assertEquals(Deadline.NEVER, Deadline.earlier(Deadline.NEVER, Deadline.NEVER));
    }
}
