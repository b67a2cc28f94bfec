package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PillsLessonTest {
    @Test
    void onePillForAllLeavesTheOthersWaiting() {
        assertEquals(3, PillsLesson.leftWaitingWithOnePill(4));
    }

    @Test
    void joinWaitsForTakenUnfinishedTasks() {
        assertEquals(new JoinStory.LastTask(true, false, true), JoinStory.lastTask());
    }

    @Test
    void doneMoreOftenThanPutIsAnErrorAndChangesNothing() {
        JoinableQueue<String> queue = new JoinableQueue<>();
        STM.run(tx -> queue.put(tx, "task"));
        STM.run(queue::taskDone);
        assertThrows(IllegalStateException.class, () -> STM.run(queue::taskDone));
        STM.run(queue::join);
        assertEquals("taskDone was called more often than put", JoinStory.doneTooOften());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyTaskIsDoneOnceAndEveryConsumerGoesHome(int consumers) {
        PillsLesson.Result result = PillsLesson.play(consumers, 500);
        assertEquals(consumers * 500, result.timesDone().length());
        assertEquals(0, result.notDoneAtJoin());
        assertEquals(consumers, result.ended());
        assertTrue(result.lawHolds(consumers));
    }
}
