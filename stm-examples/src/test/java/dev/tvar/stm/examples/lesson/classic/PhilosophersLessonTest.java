package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.classic.Table.Dinner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhilosophersLessonTest {
    @Test
    void ifAllTakeTheLeftForkFirstNobodyEats() {
        assertEquals(0, PhilosophersLesson.mealsWithOneForkAtATime(5));
    }

    @ParameterizedTest
    @CsvSource({"2, 2147483647", "5, 2147483647", "20, 2147483647", "2, 1", "5, 1", "20, 3"})
    void allEatTheMealsAskedForAndNoForkIsInTwoHands(int philosophers, int lead) {
        Dinner dinner = new Table(philosophers, lead).dine(500);
        assertEquals(philosophers, dinner.meals().length);
        assertEquals(0, dinner.forksInTwoHands());
        assertTrue(dinner.lawHolds(500));
        assertTrue(0 <= dinner.fairness() && dinner.fairness() <= 100);
    }

    @Test
    void nobodyIsFarAheadOfANeighbourIfTheRuleSaysSo() {
        long[] meals = new Table(5, 1).dine(500).whenFirstDone();
        for (int i = 0; i < meals.length; i++) {
            // The rule is looked at before the meal, so the meal itself comes on top.
            assertTrue(Math.abs(meals[i] - meals[(i + 1) % meals.length]) <= 2);
        }
    }
}
