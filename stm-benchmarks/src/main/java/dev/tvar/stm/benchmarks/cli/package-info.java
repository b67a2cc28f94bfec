/** The command line of the benchmarks. */
@NullMarked
package dev.tvar.stm.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
