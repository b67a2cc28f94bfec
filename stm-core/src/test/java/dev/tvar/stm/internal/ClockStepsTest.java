package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the clock does where one of its steps is left out, as {@link Step} says. */
@Tag("seam")
class ClockStepsTest {
    private final Steps steps = Steps.watch();
    private final long before = Clock.peek();

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    @Test
    void withoutTheLeapItIsOnlyRead() {
        steps.without(Step.LEAP);
        assertEquals(before, Clock.leap());
        assertEquals(before, Clock.peek());
    }

    @Test
    void withoutTheReadItIsFromBeforeTheLastLeap() {
        steps.without(Step.READ_CLOCK);
        Clock.leap();
        assertEquals(before, Clock.now());
    }

    @Test
    void withoutTheAdvanceItStaysBehind() {
        steps.without(Step.ADVANCE_CLOCK);
        Clock.advanceTo(before + 5);
        assertEquals(before, Clock.peek());
    }

    @Test
    void withoutTheOverwrittenVersionTheClockDecidesAlone() {
        steps.without(Step.EXCEED_OVERWRITTEN);
        assertEquals(before + 1, Clock.commitVersion(before, before + 5));
    }
}
