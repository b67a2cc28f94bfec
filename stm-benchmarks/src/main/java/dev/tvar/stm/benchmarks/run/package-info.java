/** Runs the cells of a plan, each fork in a JVM of its own, and collects the figures. */
@NullMarked
package dev.tvar.stm.benchmarks.run;

import org.jspecify.annotations.NullMarked;
