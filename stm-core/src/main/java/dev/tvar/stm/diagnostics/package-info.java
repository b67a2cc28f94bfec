/**
 * What {@link dev.tvar.stm.STM#diagnostics()} reports: conflicts, waits, running and stuck transactions, as immutable records
 * that keep no variable alive. Their {@code toString} is one line for a log.
 */
@NullMarked
package dev.tvar.stm.diagnostics;

import org.jspecify.annotations.NullMarked;
