/**
 * Random bank programs for jqwik: {@link dev.tvar.stm.testing.bank.BankArbitraries} makes programs that shrink well.
 *
 * <pre>{@code
 * @Property
 * @Domain(BankArbitraries.class)
 * void moneyIsConserved(@ForAll BankProgram program) throws InterruptedException {
 *     Bank.run(Engines.named("tlong"), program, Duration.ofSeconds(30)).requireAllLaws();
 * }
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.bank;
