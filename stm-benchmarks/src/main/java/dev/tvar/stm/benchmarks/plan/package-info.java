/** What is measured: workloads, the situations in which each is measured, and how long. */
@NullMarked
package dev.tvar.stm.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
