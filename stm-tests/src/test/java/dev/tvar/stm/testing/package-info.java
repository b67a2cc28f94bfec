/** What the harness offers as a whole. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
