/** Random transaction programs against the sequential model. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.program;
