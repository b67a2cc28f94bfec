/** Helpers of the examples: threads, an auditor, aligned columns, the statement of a law. */
@NullMarked
package dev.tvar.stm.examples.support;

import org.jspecify.annotations.NullMarked;
