package dev.tvar.stm.testing.planted;

import dev.tvar.stm.testing.explore.Scenario;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tests that must detect a bug.
 *
 * @param program the program under which the explorer finds it
 * @param small whether all schedules of the program can be run
 * @param law the name of the test class that fails, in a JVM of its own; null if there is none
 */
record Guards(
        Supplier<Scenario> program, boolean small, @Nullable String law) {
    private static final String PACKAGE = "dev.tvar.stm.testing.";

    /** The explorer, at random and in all schedules. */
    static Guards program(Supplier<Scenario> program) {
        return new Guards(program, true, null);
    }

    /** The explorer, at random only. */
    static Guards longProgram(Supplier<Scenario> program) {
        return new Guards(program, false, null);
    }

    /** The explorer, and a test class, named from {@code dev.tvar.stm.testing} on. */
    Guards andTest(String name) {
        return new Guards(program, small, PACKAGE + name);
    }
}
