/**
 * A bank in which money must be conserved, to be run on any {@link dev.tvar.stm.testing.engine.Engine} or
 * {@link dev.tvar.stm.testing.service.MoneyService}: the
 * {@linkplain dev.tvar.stm.testing.bank.BankProgram program} lists the transfers,
 * {@link dev.tvar.stm.testing.bank.Bank} runs it together with auditors, the
 * {@linkplain dev.tvar.stm.testing.bank.BankReport report}, or the
 * {@linkplain dev.tvar.stm.testing.bank.ServiceReport report on a service}, says which {@linkplain dev.tvar.stm.testing.bank.Law laws}
 * held. {@code BankArbitraries} of {@code stm-tests} makes random programs for jqwik.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.bank;
