/** The measured engines, one adapter each, and what the workloads ask of an adapter. */
@NullMarked
package dev.tvar.stm.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
