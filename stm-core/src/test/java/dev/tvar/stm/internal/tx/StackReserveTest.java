package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** So many frames are touched. */
class StackReserveTest {
    @Test
    void theResultDependsOnEachFrame() {
        assertEquals(1, StackReserve.reserve(0));
        assertEquals(8, StackReserve.reserve(1));
        assertEquals(15, StackReserve.reserve(2));
    }

    @Test
    void moreThanThereIsOverflows() {
        assertThrows(StackOverflowError.class, () -> StackReserve.reserve(Integer.MAX_VALUE));
    }
}
