/** The same random load through every engine: load, run, measure, report. */
@NullMarked
package dev.tvar.stm.examples.compare;

import org.jspecify.annotations.NullMarked;
