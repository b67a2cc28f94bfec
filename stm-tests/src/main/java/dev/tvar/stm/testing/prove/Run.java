package dev.tvar.stm.testing.prove;

import java.util.function.Supplier;

/**
 * One run of one case.
 *
 * @param held whether the property held
 * @param hung whether a thread did not end
 * @param figures how much was done
 * @param report what was seen, for a person
 */
record Run(boolean held, boolean hung, Figures figures, Supplier<String> report) {}
