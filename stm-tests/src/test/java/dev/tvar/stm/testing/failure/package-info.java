/** Errors, interrupts and stack overflows in bodies and in the engine. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.failure;
