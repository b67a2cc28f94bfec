@NullMarked
package dev.tvar.stm.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
