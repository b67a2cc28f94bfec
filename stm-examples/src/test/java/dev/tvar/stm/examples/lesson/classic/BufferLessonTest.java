package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferLessonTest {
    @Test
    void checkThenActOverfillsTheBuffer() {
        assertEquals(2, BufferLesson.fillWithoutProtection());
    }

    @Test
    void theLateProducerWaitsForRoom() {
        assertEquals(
                List.of("Ann has put, size 1", "taken: Ann's", "taken: Bob's"), BufferLesson.fillWithTransactions());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void allArrivesOnceInOrderPerProducerAndTheBufferIsNeverTooFull(int producers) {
        BufferLesson.Result result = BufferLesson.play(producers, 1_000);
        assertEquals(producers * 1_000, result.taken().size());
        assertTrue(result.fullest() <= BufferLesson.CAPACITY, result::toString);
        assertTrue(result.lawHolds(producers, 1_000), result::toString);
    }

    @Test
    void theLawSeesALostADoubledAndAMisplacedElement() {
        BufferLesson.Item first = new BufferLesson.Item(0, 0);
        BufferLesson.Item second = new BufferLesson.Item(0, 1);
        assertTrue(new BufferLesson.Result(List.of(first, second), 2).lawHolds(1, 2));
        List.of(List.of(first), List.of(first, first), List.of(second, first), List.of(first, second, second))
                .forEach(taken -> assertTrue(!new BufferLesson.Result(taken, 2).lawHolds(1, 2), taken::toString));
        assertTrue(!new BufferLesson.Result(List.of(first, second), BufferLesson.CAPACITY + 1).lawHolds(1, 2));
    }

    @Test
    void elementsComeOutInTheOrderInWhichTheyWentIn() {
        BoundedBuffer<String> buffer = new BoundedBuffer<>(2);
        for (int i = 0; i < 5; i++) {
            String element = "element " + i;
            STM.run(tx -> buffer.put(tx, element));
            assertEquals(1, STM.<Integer, RuntimeException>snapshot(buffer::size));
            assertEquals(element, STM.<String, RuntimeException>atomically(buffer::take));
        }
    }
}
