/** The README is compiled and run. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.readme;
