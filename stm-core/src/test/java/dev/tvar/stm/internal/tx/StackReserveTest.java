package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** So many frames are touched. */
class StackReserveTest {
    @Test
    void eachFrameCounts() {
        assertEquals(0, StackReserve.reserve(0));
        assertEquals(1, StackReserve.reserve(1));
        assertEquals(10, StackReserve.reserve(4));
    }
}
