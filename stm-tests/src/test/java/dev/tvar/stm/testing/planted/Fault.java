package dev.tvar.stm.testing.planted;

import dev.tvar.stm.internal.seam.Step;
import org.jspecify.annotations.Nullable;

/**
 * A row of the tables of planted bugs.
 *
 * @param invariant the invariant that breaks
 * @param step the step of the engine that is left out; null if the bug is a mutant
 * @param mutant the change of the byte code; null if the bug leaves out a step
 * @param effect what the library then does, in words
 * @param guards the tests that must fail
 */
record Fault(
        Invariant invariant, @Nullable Step step, @Nullable Mutant mutant, String effect, Guards guards) {}
