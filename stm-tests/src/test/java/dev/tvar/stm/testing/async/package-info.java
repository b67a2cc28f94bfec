/** Transactions that wait without a thread, and streams of values. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.async;
