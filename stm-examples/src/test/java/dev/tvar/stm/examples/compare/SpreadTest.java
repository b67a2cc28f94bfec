package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertEquals(new Spread(1, 5, 9), Spread.of(9, 1, 5));
        assertEquals(new Spread(7, 7, 7), Spread.of(7));
        assertEquals(new Spread(-3, 2, 100), Spread.of(2, 100, 0, 3, -3));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertEquals(new Spread(1, 3, 100), Spread.of(100, 4, 2, 1));
        assertEquals(new Spread(1, 1.5, 2), Spread.of(1, 2));
    }

    @Test
    void oneOutlierDoesNotMoveTheMedian() {
        assertEquals(10, Spread.of(10, 10, 1_000_000).median());
    }

    @Test
    void theFiguresAreLeftAsTheyAre() {
        double[] figures = {3, 1, 2};
        Spread.of(figures);
        assertArrayEquals(new double[] {3, 1, 2}, figures);
    }

    @Test
    void theRelativeSpreadIsAPartOfTheMedian() {
        assertEquals(0.5, Spread.of(8, 10, 13).relative());
        assertEquals(0, Spread.of(4, 4).relative());
        assertEquals(0, Spread.of(0, 0).relative());
    }

    @Test
    void noFiguresHaveNoSpread() {
        assertThrows(IllegalArgumentException.class, Spread::of);
    }
}
