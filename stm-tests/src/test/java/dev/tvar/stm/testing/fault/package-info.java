/** Errors and interrupts at every step of the engine, and at every allocation. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.fault;
