package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersLessonTest {
    @Test
    void withoutALockAReaderSeesHalfAWrite() {
        assertEquals(List.of(1, 0), ReadersLesson.tornRead());
    }

    @Test
    void ifReadersAlwaysGoFirstTheWriterIsAlwaysRefused() {
        assertEquals(ReadersLesson.RELAY, ReadersLesson.refusalsOfTheWriter());
    }

    @Test
    void aWaitingWriterGoesBeforeLaterReaders() {
        assertEquals(List.of("first reader", "writer", "second reader"), ReadersLesson.inTurn());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void readersAndWritersExcludeEachOther(int readers) {
        assertEquals(new ReadersLesson.Result(readers * 500, 2 * 500, 0, 0), ReadersLesson.play(readers, 500));
    }
}
