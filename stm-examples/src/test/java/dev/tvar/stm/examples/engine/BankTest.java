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
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BankTest {
    private static final int ACCOUNTS = 8;
    private static final int THREADS = 3;
    private static final int TRANSFERS = 100_000;
    private static final long OPENING = 200;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void aTransferMovesMoney(Engine engine) {
        try (Bank bank = engine.open(new long[] {100, 10})) {
            assertTrue(bank.teller().transfer(0, 1, 70));
            assertArrayEquals(new long[] {30, 80}, bank.balances());
            assertEquals(110, bank.audit());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void allThatIsThereCanBeMovedAndNotOneMore(Engine engine) {
        try (Bank bank = engine.open(new long[] {100, 0})) {
            assertFalse(bank.teller().transfer(0, 1, 101));
            assertArrayEquals(new long[] {100, 0}, bank.balances());
            assertTrue(bank.teller().transfer(0, 1, 100));
            assertArrayEquals(new long[] {0, 100}, bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void aTransferToTheSameAccountChangesNothing(Engine engine) {
        try (Bank bank = engine.open(new long[] {100, 0})) {
            assertTrue(bank.teller().transfer(0, 0, 60));
            assertArrayEquals(new long[] {100, 0}, bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void theBankKeepsItsOwnCopyOfTheOpeningBalances(Engine engine) {
        long[] opening = {100, 0};
        try (Bank bank = engine.open(opening)) {
            bank.teller().transfer(0, 1, 1);
            bank.balances()[0] = 5;
            assertArrayEquals(new long[] {100, 0}, opening);
            assertArrayEquals(new long[] {99, 1}, bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void moneyIsConservedAndNoAccountIsOverdrawn(Engine engine) {
        long[] opening = new long[ACCOUNTS];
        Arrays.fill(opening, OPENING);
        Load load = load(TRANSFERS / engine.slowness());
        try (Bank bank = engine.open(opening)) {
            Auditor auditor = Auditor.start(bank::audit, ACCOUNTS * OPENING);
            replay(load, bank);
            Auditor.Findings findings = auditor.stop();
            assertEquals(ACCOUNTS * OPENING, Arrays.stream(bank.balances()).sum());
            assertTrue(Arrays.stream(bank.balances()).allMatch(balance -> balance >= 0));
            if (engine.auditsExactly()) {
                assertEquals(0, findings.wrong(), "of " + findings.audits());
            }
        }
    }

    private static Load load(int transfers) {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("moneyIsConservedAndNoAccountIsOverdrawn: seed " + seed);
        return Load.random(seed, ACCOUNTS, transfers);
    }

    private static void replay(Load load, Bank bank) {
        Workers.run(THREADS, worker -> {
            Teller teller = bank.teller();
            for (int i = worker; i < load.size(); i += THREADS) {
                load.transfer(i, teller);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void onlyTransactionsCanBeAborted(Engine engine) {
        try (Bank bank = engine.open(new long[] {100, 0})) {
            bank.teller().transfer(0, 1, 1);
            assertEquals(engine == Engine.STM ? OptionalLong.of(0) : OptionalLong.empty(), bank.aborts());
        }
    }

    @Test
    void betweenTwoMessagesTheMoneyIsInFlight() {
        try (ActorBank bank = new ActorBank(new long[] {100, 100})) {
            assertEquals(200, bank.audit());
            assertTrue(bank.withdraw(0, 70));
            assertEquals(130, bank.audit());
            bank.deposit(1, 70);
            assertEquals(200, bank.audit());
        }
    }

    @Test
    void theSameSeedGivesTheSameLoad() {
        assertArrayEquals(sequentially(Load.random(7, 5, 500)), sequentially(Load.random(7, 5, 500)));
    }

    @Test
    void anotherSeedGivesAnotherLoad() {
        assertFalse(Arrays.equals(sequentially(Load.random(7, 5, 500)), sequentially(Load.random(8, 5, 500))));
    }

    private static long[] sequentially(Load load) {
        Bank bank = new GlobalLockBank(new long[] {1_000, 1_000, 1_000, 1_000, 1_000});
        for (int i = 0; i < load.size(); i++) {
            load.transfer(i, bank.teller());
        }
        return bank.balances();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void oneThreadGivesTheSameBalancesOnEveryEngine(Engine engine) {
        Load load = Load.random(11, 5, 500);
        try (Bank bank = engine.open(new long[] {1_000, 1_000, 1_000, 1_000, 1_000})) {
            for (int i = 0; i < load.size(); i++) {
                load.transfer(i, bank.teller());
            }
            assertArrayEquals(sequentially(load), bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void aTransferThatWaitsForFundsGetsThem(Engine engine) throws Exception {
        try (Contender bank = engine.open(new long[] {10, 100})) {
            FutureTask<Boolean> patient =
                    new FutureTask<>(() -> bank.teller().transferWhenFunded(0, 1, 60, Duration.ofDays(1)));
            Thread waiting = new Thread(patient);
            waiting.setDaemon(true);
            waiting.start();
            assertTrue(bank.teller().transfer(1, 0, 55));
            assertTrue(patient.get());
            assertArrayEquals(new long[] {5, 105}, bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void aWaitThatTimesOutMovesNothing(Engine engine) {
        try (Contender bank = engine.open(new long[] {10, 100})) {
            assertFalse(bank.teller().transferWhenFunded(0, 1, 60, Duration.ofMillis(1)));
            assertTrue(bank.teller().transfer(1, 0, 100));
            assertArrayEquals(new long[] {110, 0}, bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void fundsThatAreThereNeedNoPatience(Engine engine) {
        try (Contender bank = engine.open(new long[] {10, 100})) {
            assertTrue(bank.teller().transferWhenFunded(1, 0, 100, Duration.ofDays(1)));
            assertArrayEquals(new long[] {110, 0}, bank.balances());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void aFailureMidTransferLosesTheMoneyExceptInATransactionOrProtocol(Engine engine) {
        try (Contender bank = engine.open(new long[] {100, 10})) {
            assertTrue(bank.teller().dieHalfWay(0, 1, 70));
            assertEquals(engine.undoesHalfTransfers() ? 110 : 40, Cash.sum(bank.balances()));
            assertFalse(bank.teller().dieHalfWay(1, 0, 70));
            assertTrue(bank.teller().transfer(1, 0, 10), "the bank still works");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ETCD")
    void anAuditThatNotesSeesTheSameTotal(Engine engine) {
        try (Contender bank = engine.open(new long[] {100, 10})) {
            assertEquals(110, bank.auditAndNote());
        }
    }

    @Test
    void nineInTenHotTransfersTouchTheHotAccount() {
        Load load = Load.hot(3, 10, 1_000);
        int touching = 0;
        for (int i = 0; i < load.size(); i++) {
            touching += load.from(i) == 0 || load.to(i) == 0 ? 1 : 0;
            assertNotEquals(load.from(i), load.to(i));
        }
        assertTrue(touching >= 900 && touching < 960, "" + touching);
    }
}
