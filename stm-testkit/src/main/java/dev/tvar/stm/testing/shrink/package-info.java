/**
 * The minimisation of failing cases: {@link dev.tvar.stm.testing.shrink.Shrinker} produces the smaller
 * cases, {@link dev.tvar.stm.testing.shrink.Patience} decides how often to run each, and {@link
 * dev.tvar.stm.testing.shrink.RepeatedTries} repeats the tries of a jqwik property accordingly. Proofs use the same two.
 */
@NullMarked
package dev.tvar.stm.testing.shrink;

import org.jspecify.annotations.NullMarked;
