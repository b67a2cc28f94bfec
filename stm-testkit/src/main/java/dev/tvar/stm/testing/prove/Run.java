package dev.tvar.stm.testing.prove;

import java.util.function.Supplier;

/**
 * One run of one case.
 *
 * @param held whether the property held
 * @param hung whether a thread did not end
 * @param figures the amount of work
 * @param report the observations, for people
 */
record Run(boolean held, boolean hung, Figures figures, Supplier<String> report) {}
