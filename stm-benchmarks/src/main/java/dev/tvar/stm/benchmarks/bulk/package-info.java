/** Collections that take very many elements in one transaction. */
@NullMarked
package dev.tvar.stm.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
