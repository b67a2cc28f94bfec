/** What was measured: samples, medians, the machine, and the file that holds them. */
@NullMarked
package dev.tvar.stm.benchmarks.result;

import org.jspecify.annotations.NullMarked;
