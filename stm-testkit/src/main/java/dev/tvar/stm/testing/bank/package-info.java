/**
 * A bank in which money must be conserved, to be run on any {@link dev.tvar.stm.testing.engine.Engine}: the
 * {@linkplain dev.tvar.stm.testing.bank.BankProgram program} lists the transfers,
 * {@link dev.tvar.stm.testing.bank.Bank} runs it together with auditors, the
 * {@linkplain dev.tvar.stm.testing.bank.BankReport report} says which {@linkplain dev.tvar.stm.testing.bank.Law laws}
 * held, and {@link dev.tvar.stm.testing.bank.BankArbitraries} makes random programs for jqwik that shrink well.
 *
 * <pre>{@code
 * @Property
 * @Domain(BankArbitraries.class)
 * void moneyIsConserved(@ForAll BankProgram program) throws InterruptedException {
 *     Bank.run(Engines.named("tlong"), program, Duration.ofSeconds(30)).requireAllLaws();
 * }
 * }</pre>
 */
@NullMarked
package dev.tvar.stm.testing.bank;

import org.jspecify.annotations.NullMarked;
