@NullMarked
package dev.tvar.stm.benchmarks.report;

import org.jspecify.annotations.NullMarked;
