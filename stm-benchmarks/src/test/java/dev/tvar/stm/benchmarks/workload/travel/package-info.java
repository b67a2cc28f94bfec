@NullMarked
package dev.tvar.stm.benchmarks.workload.travel;

import org.jspecify.annotations.NullMarked;
