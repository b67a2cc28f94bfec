/**
 * How failing cases become small: {@link dev.tvar.stm.testing.shrink.Shrinker} knows the smaller cases,
 * {@link dev.tvar.stm.testing.shrink.Patience} how often to run each, and {@link dev.tvar.stm.testing.shrink.RepeatedTries}
 * repeats the tries of a jqwik property accordingly. Proofs use the same two.
 */
@NullMarked
package dev.tvar.stm.testing.shrink;

import org.jspecify.annotations.NullMarked;
