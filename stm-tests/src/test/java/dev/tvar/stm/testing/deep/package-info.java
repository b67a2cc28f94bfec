/** Tests that take minutes, and run with {@code -Pdeep} only. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.deep;
