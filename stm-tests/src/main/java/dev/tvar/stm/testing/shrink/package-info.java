/**
 * The minimisation of failing cases by jqwik: {@link dev.tvar.stm.testing.shrink.Shrinker} gives it the smaller cases,
 * and {@link dev.tvar.stm.testing.shrink.RepeatedTries} repeats the tries of a property as {@link
 * dev.tvar.stm.testing.shrink.Patience} prescribes.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.shrink;
