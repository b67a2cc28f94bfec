/** Shared memory: the stamps and values of variables, the clock, the ticket and the wait lists. */
@NullMarked
package dev.tvar.stm.internal.cell;

import org.jspecify.annotations.NullMarked;
