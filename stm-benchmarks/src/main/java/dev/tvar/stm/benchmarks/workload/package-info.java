/** The workloads W1 to W7, W9 and W10 as JMH benchmarks; each checks an invariant at its end. */
@NullMarked
package dev.tvar.stm.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
