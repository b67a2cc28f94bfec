@NullMarked
package dev.tvar.stm.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
