/** The workloads W1 to W7: one JMH class each, all with an engine as parameter and a law that is checked at the end. */
@NullMarked
package dev.tvar.stm.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
