package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Behaviour of the clock without one of its steps, as {@link Step} documents it. */
@Tag("seam")
class ClockStepsTest {
    private final Steps steps = Steps.watch();
    private final long before = Clock.peek();

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    @Test
    void withoutTheAdvanceTheClockIsOnlyRead() {
        steps.without(Step.LEAP);
        assertEquals(before, Clock.leap());
        assertEquals(before, Clock.peek());
    }

    @Test
    void withoutTheReadTheInstantPrecedesTheLastAdvance() {
        steps.without(Step.READ_CLOCK);
        Clock.leap();
        assertEquals(before, Clock.now());
    }

    @Test
    void withoutTheMaximumTheClockStaysBehind() {
        steps.without(Step.ADVANCE_CLOCK);
        Clock.advanceTo(before + 5);
        assertEquals(before, Clock.peek());
    }
}
