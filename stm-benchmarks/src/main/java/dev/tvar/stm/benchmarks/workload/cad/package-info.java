/** W12: a CAD design. */
@NullMarked
package dev.tvar.stm.benchmarks.workload.cad;

import org.jspecify.annotations.NullMarked;
