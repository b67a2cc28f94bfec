/**
 * What a proof is made of: the {@linkplain dev.tvar.stm.testing.prove.Target target}, the {@linkplain
 * dev.tvar.stm.testing.prove.Plan plan}, and the {@linkplain dev.tvar.stm.testing.prove.Result result} with its smallest
 * failing case. {@code Proof} of {@code stm-tests} tries random cases.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.prove;
