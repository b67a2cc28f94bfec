/** The plan of a run: workloads, their scenarios, and the length of the run. */
@NullMarked
package dev.tvar.stm.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
