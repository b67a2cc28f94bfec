package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** So many frames are touched. */
class StackTest {
    @Test
    void eachFrameCounts() {
        assertEquals(0, Stack.reserve(0));
        assertEquals(1, Stack.reserve(1));
        assertEquals(10, Stack.reserve(4));
    }
}
