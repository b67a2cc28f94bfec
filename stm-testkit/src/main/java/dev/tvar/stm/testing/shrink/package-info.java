/**
 * The minimisation of failing cases: {@link dev.tvar.stm.testing.shrink.Cuts} produces the smaller cases, {@link
 * dev.tvar.stm.testing.shrink.Smaller} is what cuts are composed of, and {@link
 * dev.tvar.stm.testing.shrink.Patience} decides how often to run each.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.shrink;
