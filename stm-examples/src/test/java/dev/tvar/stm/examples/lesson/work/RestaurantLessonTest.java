package dev.tvar.stm.examples.lesson.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestaurantLessonTest {
    @Test
    void checkThenTakeServesOneCustomerTwice() {
        assertEquals(List.of("Ann's", "Ann's"), RestaurantLesson.lookThenTake());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyCustomerIsServedOnceInEveryWay(int preparers) {
        List<RestaurantLesson.Shift> shifts = RestaurantLesson.play(20, preparers);
        assertEquals(4, shifts.size());
        shifts.forEach(shift -> assertTrue(shift.everyoneServedOnce(), shift::toString));
    }
}
