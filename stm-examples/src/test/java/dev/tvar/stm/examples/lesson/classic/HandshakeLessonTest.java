package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Setup;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeLessonTest {
    @Test
    void leavingWithoutALastCheckSplitsTheSwap() {
        assertEquals(
                new HandshakeLesson.Swap(Optional.empty(), Optional.of("Ann's")),
                HandshakeLesson.leaveWithoutLooking());
    }

    @Test
    void checkingAndLeavingInOneTransactionSwapsBothOrNone() {
        assertEquals(
                new HandshakeLesson.Swap(Optional.of("Bob's"), Optional.of("Ann's")),
                HandshakeLesson.lookAndLeaveAtOnce());
    }

    @Test
    void anOfferThatIsTakenBackIsGone() {
        MeetingPlace<String, String> place = new MeetingPlace<>();
        MeetingPlace.Offer<String, String> offer = STM.atomically(tx -> place.offer(tx, "first"));
        assertEquals(
                Optional.empty(), STM.<Optional<String>, RuntimeException>atomically(tx -> place.giveUp(tx, offer)));
        String met = STM.atomically(tx -> tx.orElse(body -> place.answer(body, "too late"), body -> "no offer"));
        assertEquals("no offer", met);
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void bothSidesTellTheSameSwaps(long seed) {
        assertTrue(HandshakeLesson.play(new Setup(seed, 3), 500).lawHolds(3 * 500));
    }

    @Test
    void theLawSeesASwapThatOnlyOneSideTells() {
        assertTrue(new HandshakeLesson.Result(Map.of(1, 2), Map.of(2, 1), 0).lawHolds(1));
        assertTrue(!new HandshakeLesson.Result(Map.of(1, 2), Map.of(), 0).lawHolds(1));
        assertTrue(!new HandshakeLesson.Result(Map.of(1, 2), Map.of(2, 3), 0).lawHolds(1));
    }
}
