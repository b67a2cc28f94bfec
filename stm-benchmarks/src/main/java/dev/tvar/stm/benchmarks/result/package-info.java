/** Results: samples, medians, the machine, and the file that contains them. */
@NullMarked
package dev.tvar.stm.benchmarks.result;

import org.jspecify.annotations.NullMarked;
