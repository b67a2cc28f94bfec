@NullMarked
package dev.tvar.stm.benchmarks.waiters;

import org.jspecify.annotations.NullMarked;
