/**
 * What is recorded of the transactions of this JVM: counts, conflicts, those who wait and run, flight recorder events. The
 * engine tells it through {@code Probe}; nothing here knows the engine, and nothing here may fail a transaction.
 */
@NullMarked
package dev.tvar.stm.internal.diagnostics;

import org.jspecify.annotations.NullMarked;
