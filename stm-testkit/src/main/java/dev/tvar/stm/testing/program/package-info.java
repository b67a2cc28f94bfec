/**
 * Random transaction programs and their checker: a program runs with many threads on the library or on
 * any engine ({@link dev.tvar.stm.testing.program.ProgramRun}), and the checker searches for a serial
 * order of its transactions that respects real time and explains every result ({@link
 * dev.tvar.stm.testing.program.SerialOrder}).
 */
@NullMarked
package dev.tvar.stm.testing.program;

import org.jspecify.annotations.NullMarked;
