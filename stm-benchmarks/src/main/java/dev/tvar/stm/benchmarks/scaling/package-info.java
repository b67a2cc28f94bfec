/**
 * A model of how transfers scale with cores, for more cores than there are to measure on: it counts which cache lines a
 * transfer reads and writes, and lets simulated cores queue for them. {@link Prediction} is the way in; what it assumes
 * stands in {@link Coherence} and {@link Protocol}.
 */
@NullMarked
package dev.tvar.stm.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
