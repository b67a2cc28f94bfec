/** Counts, conflicts, waiting transactions and events of the flight recorder. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.diagnostics;
