/** Runs the cells of a plan, each in JVMs of its own, and gathers what they find. */
@NullMarked
package dev.tvar.stm.benchmarks.run;

import org.jspecify.annotations.NullMarked;
