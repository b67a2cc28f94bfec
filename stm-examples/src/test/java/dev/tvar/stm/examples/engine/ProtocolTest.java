package dev.tvar.stm.examples.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.support.Auditor;
import dev.tvar.stm.examples.support.Workers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reserve and saga after failures: laws, and a planted bug for each that breaks it. */
class ProtocolTest {
    private static final int ACCOUNTS = 6;
    private static final long OPENING = 200;
    private static final long TOTAL = ACCOUNTS * OPENING;

    private static long[] opening() {
        long[] opening = new long[ACCOUNTS];
        Arrays.fill(opening, OPENING);
        return opening;
    }

    private record Seen(long wrongAudits, long finalTotal) {}

    /** Random transfers, of which every eighth fails midway, while an auditor works. */
    private static Seen run(Contender bank, long seed, int transfers) {
        Load load = Load.random(seed, ACCOUNTS, transfers);
        int threads = 3;
        try (bank) {
            Auditor auditor = Auditor.start(bank::audit, TOTAL);
            Workers.run(threads, worker -> {
                Clerk clerk = bank.teller();
                for (int i = worker; i < load.size(); i += threads) {
                    if (i % 8 < 7) {
                        load.transfer(i, clerk);
                    } else {
                        clerk.dieHalfWay(load.from(i), load.to(i), 1);
                    }
                }
            });
            Auditor.Findings findings = auditor.stop();
            return new Seen(findings.wrong(), Cash.sum(bank.balances()));
        }
    }

    // ---- reserve

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void reservedMoneyIsConservedAndEveryAuditIsRightThoughAgentsFail(long seed) {
        assertEquals(new Seen(0, TOTAL), run(new ReserveBank(opening()), seed, 3_000));
    }

    @Test
    void theHoldOfAFailedTransferIsReleased() {
        try (Contender bank = new ReserveBank(new long[] {100, 0})) {
            assertTrue(bank.teller().dieHalfWay(0, 1, 100));
            assertTrue(bank.teller().transferWhenFunded(0, 1, 100, Duration.ofDays(1)));
            assertArrayEquals(new long[] {0, 100}, bank.balances());
        }
    }

    /** Planted: the payer does not care for the end of an agent. */
    private static final class Careless extends HoldingAccount {
        Careless(int number, long opening, ActorContext<Request> context, Mail mail, Mail audits) {
            super(number, opening, context, mail, audits);
        }

        @Override
        void recover(ActorRef<TransferAgent.Request> agent) {}
    }

    @Test
    void plantedWithoutRecoveryTheMoneyStaysHeld() {
        try (Contender bank = new ReserveBank(new long[] {100, 0}, Careless::new)) {
            assertTrue(bank.teller().dieHalfWay(0, 1, 100));
            assertEquals(100, bank.audit(), "not lost, only held");
            assertFalse(bank.teller().transferWhenFunded(0, 1, 100, Duration.ofMillis(50)));
        }
    }

    /** Planted: an account that records its state only when the audit itself asks. */
    private static final class Late extends HoldingAccount {
        Late(int number, long opening, ActorContext<Request> context, Mail mail, Mail audits) {
            super(number, opening, context, mail, audits);
        }

        @Override
        void learn(Request request) {
            if (request instanceof AskState) {
                record(request.audit());
            }
        }
    }

    @Test
    void plantedWithoutAConsistentCutAuditsAreWrong() {
        long wrong = 0;
        for (long seed = 1; wrong == 0; seed++) {
            wrong = run(new ReserveBank(opening(), Late::new), seed, 3_000).wrongAudits();
        }
    }

    // ---- saga

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void sagasConserveMoneyThoughTheyFail(long seed) {
        assertEquals(TOTAL, run(new SagaBank(opening()), seed, 3_000).finalTotal());
    }

    @Test
    void aSagaThatFailsAfterTheWithdrawalPaysTheMoneyBack() {
        try (SagaBank bank = new SagaBank(new long[] {100, 10})) {
            assertEquals(Saga.Result.COMPENSATED, failAt(bank, Saga.Stage.WITHDRAWN));
            assertArrayEquals(new long[] {100, 10}, bank.balances());
        }
    }

    @Test
    void aSagaThatFailsAfterItSentTheDepositCompletesIt() {
        try (SagaBank bank = new SagaBank(new long[] {100, 10})) {
            assertEquals(Saga.Result.DONE, failAt(bank, Saga.Stage.DEPOSITING));
            assertArrayEquals(new long[] {30, 80}, bank.balances());
            assertTrue(bank.teller().transfer(1, 0, 80), "answers to what was sent twice do no harm");
            assertArrayEquals(new long[] {110, 0}, bank.balances());
        }
    }

    private static Saga.Result failAt(SagaBank bank, Saga.Stage stage) {
        return ((SagaBank.Customer) bank.teller()).transfer(0, 1, 70, stage);
    }

    /** Planted: a saga that forgets a transfer when it fails. */
    private static final class Forgetful extends Saga {
        Forgetful(
                ActorRef<Request> self,
                List<ActorRef<SagaAccount.Request>> accounts,
                Journal journal,
                Mail mail,
                Mail audits) {
            super(self, accounts, journal, mail, audits);
        }

        @Override
        void compensate(Start start) {
            end(start, Result.COMPENSATED);
        }
    }

    @Test
    void plantedWithoutCompensationMoneyIsLost() {
        assertNotEquals(
                TOTAL,
                run(new SagaBank(opening(), Forgetful::new, SagaAccount::new), 1, 100)
                        .finalTotal());
    }

    /** Planted: an account that makes every deposit, also a repeated one. */
    private static final class Eager extends SagaAccount {
        Eager(int number, long opening, Mail mail, Mail audits) {
            super(number, opening, mail, audits);
        }

        @Override
        boolean isNew(Step deposit) {
            return true;
        }
    }

    @Test
    void plantedWhereADepositCanBeRepeatedMoneyIsMade() {
        try (SagaBank bank = new SagaBank(new long[] {100, 10}, Saga::new, Eager::new)) {
            assertEquals(Saga.Result.DONE, failAt(bank, Saga.Stage.DEPOSITING));
            assertEquals(110 + 70, Cash.sum(bank.balances()));
        }
    }

    // ---- costs

    @ParameterizedTest
    @CsvSource({"ACTORS, 3", "CASHIER, 2", "RESERVE, 7", "SAGA, 6", "STM, 0"})
    void aTransferTakesThatManyMessages(Engine engine, long messages) {
        try (Contender bank = engine.open(new long[] {100, 10})) {
            Clerk clerk = bank.teller();
            assertTrue(clerk.transfer(0, 1, 5));
            assertTrue(clerk.transfer(0, 1, 5));
            assertEquals(2 * messages, bank.messages().transfers());
            assertEquals(0, bank.messages().audits());
            bank.audit();
            assertEquals(2 * messages, bank.messages().transfers());
            assertEquals(engine == Engine.STM, bank.messages().audits() == 0);
        }
    }
}
