@NullMarked
package dev.tvar.stm.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
