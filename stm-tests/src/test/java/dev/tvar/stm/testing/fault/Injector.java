package dev.tvar.stm.testing.fault;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import org.jspecify.annotations.Nullable;

/** Injects a fault into one thread at its n-th step. */
final class Injector extends Seam {
    private final Thread victim = Thread.currentThread();
    private final Fault fault;
    private final int at;

    private int steps;
    private String place = "nowhere";
    private boolean struck;

    /** A fault for the calling thread, at the step with this number, counted from zero. */
    Injector(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    @Override
    protected boolean proceed(Step step, @Nullable Object cell) {
        if (Thread.currentThread() == victim && steps++ == at) {
            boolean critical = CriticalMethods.containsCaller();
            place = step + (critical ? " (critical)" : "");
            if (!critical) {
                struck = true;
                fault.strike();
            }
        }
        return true;
    }

    /** Whether the thread ended before that step. */
    boolean cameTooLate() {
        return steps <= at;
    }

    boolean hasStruck() {
        return struck;
    }

    @Override
    public String toString() {
        return fault + " at step " + at + ", " + place;
    }
}
