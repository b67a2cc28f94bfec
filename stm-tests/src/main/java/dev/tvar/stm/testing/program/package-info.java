/** Random transaction programs for jqwik: {@link dev.tvar.stm.testing.program.ProgramArbitraries}. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.program;
