/**
 * The records of the transactions of this JVM: counts, conflicts, waiting and running transactions, flight recorder
 * events. The engine reports through {@code Probe}; this package does not depend on the engine, and must not fail a
 * transaction.
 */
@NullMarked
package dev.tvar.stm.internal.diagnostics;

import org.jspecify.annotations.NullMarked;
