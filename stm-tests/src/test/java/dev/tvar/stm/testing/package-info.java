/** Tests of the harness as a whole. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
