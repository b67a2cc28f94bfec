@NullMarked
package dev.tvar.stm.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
