/** W8: 100,000 waiting transactions on virtual threads. A separate program, since it needs JDK 21 or newer. */
@NullMarked
package dev.tvar.stm.benchmarks.waiters;

import org.jspecify.annotations.NullMarked;
