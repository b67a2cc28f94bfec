/** W8: many transactions that wait, on virtual threads. A program of its own, for it needs a newer JDK than the rest. */
@NullMarked
package dev.tvar.stm.benchmarks.waiters;

import org.jspecify.annotations.NullMarked;
