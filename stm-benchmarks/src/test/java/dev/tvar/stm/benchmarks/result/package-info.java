@NullMarked
package dev.tvar.stm.benchmarks.result;

import org.jspecify.annotations.NullMarked;
