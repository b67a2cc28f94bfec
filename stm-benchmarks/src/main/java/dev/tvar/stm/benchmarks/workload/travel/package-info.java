/** W11: a travel agency. */
@NullMarked
package dev.tvar.stm.benchmarks.workload.travel;

import org.jspecify.annotations.NullMarked;
