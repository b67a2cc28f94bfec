package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.classic.DiningTable.Dinner;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhilosophersLessonTest {
    @Test
    void ifAllTakeTheLeftForkFirstNoneEats() {
        assertEquals(0, PhilosophersLesson.mealsWithOneForkAtATime(5));
    }

    @ParameterizedTest
    @CsvSource({"2, 2147483647", "5, 2147483647", "20, 2147483647", "2, 1", "5, 1", "20, 3"})
    void allEatTheMealsAskedForAndNoForkIsInTwoHands(int philosophers, int lead) {
        Dinner dinner = new DiningTable(philosophers, lead).dine(500);
        assertEquals(philosophers, dinner.meals().length);
        assertEquals(0, dinner.forksInTwoHands());
        assertTrue(dinner.lawHolds(500));
        assertTrue(0 <= dinner.fairness() && dinner.fairness() <= 100);
    }

    @Test
    void nobodyIsFarAheadOfANeighbourIfTheRuleSaysSo() {
        long[] meals = new DiningTable(5, 1).dine(500).whenFirstDone();
        for (int i = 0; i < meals.length; i++) {
            // The rule is checked before the meal, so the meal itself adds one.
            assertTrue(Math.abs(meals[i] - meals[(i + 1) % meals.length]) <= 2);
        }
    }

    @Test
    void whileOneEatsTheNeighboursWaitAndTheOthersDoNot() {
        DiningTable table = new DiningTable(5, 1);
        STM.run(tx -> table.takeForks(tx, 0));
        assertEquals(List.of(false, false, true, true, false), canEat(table));
        STM.run(tx -> table.putForksBack(tx, 0));
        assertEquals(List.of(true, true, true, true, true), canEat(table));
    }

    @Test
    void aPhilosopherAheadOfANeighbourWaitsUnderTheRule() {
        DiningTable table = new DiningTable(5, 1);
        for (int meal = 0; meal < 2; meal++) {
            assertEquals(List.of(true, true, true, true, true), canEat(table));
            STM.run(tx -> table.takeForks(tx, 3));
            STM.run(tx -> table.putForksBack(tx, 3));
        }
        assertEquals(List.of(true, true, true, false, true), canEat(table));
    }

    private static List<Boolean> canEat(DiningTable table) {
        return IntStream.range(0, 5).mapToObj(me -> canEat(table, me)).toList();
    }

    /** Whether this philosopher could take the forks without waiting; the exception puts them back. */
    private static boolean canEat(DiningTable table, int me) {
        try {
            return STM.atomically(tx -> tx.orElse(
                    body -> {
                        table.takeForks(body, me);
                        throw new CancellationException();
                    },
                    body -> false));
        } catch (CancellationException undone) {
            return true;
        }
    }
}
