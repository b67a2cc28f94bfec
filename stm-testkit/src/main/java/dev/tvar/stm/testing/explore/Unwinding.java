package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Step;

/** What a thread may do when its schedule has ended before it, or while a value is turned into text. */
final class Unwinding {
    /** The steps that a thread may take after the end of its schedule before it counts as impossible to end. */
    private static final int MOST_STEPS = 100_000;

    private final Driver driver;

    Unwinding(Driver driver) {
        this.driver = driver;
    }

    /**
     * Refuses steps of a {@code toString} that could wait for another thread or would change the schedule;
     * the steps that clean up after that are allowed.
     */
    static boolean goesWhileShowing(Step step) {
        switch (step) {
            case SPIN, BACK_OFF, LOOK_AT_STAMP, READ_CLOCK, LOOK_AT_QUEUE, OPEN_SNAPSHOT -> throw new Abandoned();
            default -> {
                return true;
            }
        }
    }

    /**
     * Unwinds the thread at the first step at which its transaction can be undone, and lets it clean up unscheduled.
     */
    boolean goes(ControlledThread self, Step step) {
        count(self);
        switch (step) {
            case SPIN, BACK_OFF -> throw new Abandoned();
            case LOOK_AT_STAMP, READ_CLOCK, LOOK_AT_QUEUE, LOOK_FOR_WAKE_UP -> {
                if (!self.ledOut) {
                    self.ledOut = true;
                    throw new Abandoned();
                }
            }
            default -> {}
        }
        return true;
    }

    /** Unwinds the thread at a step of other code, and at each further one. */
    Abandoned atStep(ControlledThread self) {
        count(self);
        return new Abandoned();
    }

    private void count(ControlledThread self) {
        if (++self.stepsAfterTheEnd > MOST_STEPS) {
            while (!driver.isClosed()) {
                driver.pass(self, null);
            }
        }
    }
}
