/**
 * Tests of any service that moves money between accounts, whether it uses a database, HTTP or locks. A user describes it as a
 * {@link dev.tvar.stm.testing.service.MoneyService}; {@link dev.tvar.stm.testing.bank.Bank} runs random calls on it and judges what
 * the clients saw by each {@link dev.tvar.stm.testing.bank.Law}.
 *
 * <pre>{@code
 * BankProgram program = BankPrograms.random(new Random(1), 5, 3, 50);
 * try (MoneyService service = Services.inMemory()) {
 *     Bank.run(service, program, Duration.ofSeconds(30)).requireAllLaws();
 * }
 * }</pre>
 */
@NullMarked
package dev.tvar.stm.testing.service;

import org.jspecify.annotations.NullMarked;
