@NullMarked
package dev.tvar.stm.benchmarks.run;

import org.jspecify.annotations.NullMarked;
