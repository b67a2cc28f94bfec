/** Tests of histories, of their checker, and of the JUnit extension. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.history;
