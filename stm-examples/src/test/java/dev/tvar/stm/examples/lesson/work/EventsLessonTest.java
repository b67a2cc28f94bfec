package dev.tvar.stm.examples.lesson.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.lesson.work.StockLog.Event;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventsLessonTest {
    @Test
    void appliedAsTheyComeTheStockDependsOnTheOrder() {
        assertEquals(
                Set.of(17L, 18L, 19L, 20L),
                EventsLesson.arrivals().stream().map(EventsLesson::applied).collect(Collectors.toSet()));
    }

    @Test
    void asAFoldTheStockIsTheSameInEveryOrder() {
        assertEquals(6, EventsLesson.arrivals().size());
        EventsLesson.arrivals().forEach(order -> assertEquals(17, EventsLesson.folded(order), order::toString));
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void asAFoldTheStockIsTheSameWhoeverNotesTheEventsAndHowOften(long seed) {
        Setup setup = new Setup(seed, 4);
        List<Event> story = EventsLesson.randomStory(setup.random(), 300);
        assertEquals(StockLog.fold(story), EventsLesson.foldedByMany(setup, story));
    }
}
