/** Writes results as tables, charts and verdicts. */
@NullMarked
package dev.tvar.stm.benchmarks.report;

import org.jspecify.annotations.NullMarked;
