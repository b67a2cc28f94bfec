/**
 * Random transaction programs and their judge: a program runs on the library with many threads, and the judge looks for a
 * serial order of its transactions that respects real time and explains every result ({@link
 * dev.tvar.stm.testing.program.SerialOrder}).
 */
@NullMarked
package dev.tvar.stm.testing.program;

import org.jspecify.annotations.NullMarked;
