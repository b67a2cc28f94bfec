/** The engines that are measured: one adapter each, and the four things that the workloads ask of them. */
@NullMarked
package dev.tvar.stm.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
