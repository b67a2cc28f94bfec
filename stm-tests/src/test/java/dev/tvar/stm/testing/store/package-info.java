/** The laws of the named versioned store. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.store;
