package dev.tvar.stm.testing.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.testing.bank.ExploredBank;
import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import dev.tvar.stm.testing.service.Services;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that hangs, throws an error, answers nonsense, or keeps its connections is reported, and the run ends. */
class FaultyServicesTest {
    private static final String UNBROKEN = "nothing";

    /** A transfer of a faulty service. */
    private interface Fault {
        @Nullable
        Outcome transfer(ExploringDataSource source, String from, String to, long amount) throws Exception;
    }

    private static String brokenLaw(Database database, Fault fault) throws Exception {
        try (KeptConnections connections = database.connect();
                ExploringDataSource source = ExploringDataSource.of(connections);
                Ledgers ledgers = Ledgers.in(source)) {
            return ExploredBank.of(() -> {
                        MoneyService right = ledgers.open(Ledger.GUARDED_UPDATE, Isolation.READ_COMMITTED);
                        return Services.of(
                                        right::open,
                                        (from, to, amount) -> answer(fault.transfer(source, from, to, amount)),
                                        right::balance)
                                .build();
                    })
                    .withSeed(3)
                    .withPrograms(10)
                    .withHangLimit(1)
                    .run()
                    .broken()
                    .map(broken -> broken.law())
                    .orElse(UNBROKEN);
        }
    }

    @SuppressWarnings("NullAway") // nonsense is what a faulty service answers
    private static Outcome answer(@Nullable Outcome outcome) {
        return outcome;
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatWaitsForeverHangs(Database database) throws Exception {
        assertEquals("a thread hangs", brokenLaw(database, (source, from, to, amount) -> {
            Thread.currentThread().join();
            return Outcome.DONE;
        }));
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsAFailureOfAThread(Database database) throws Exception {
        assertEquals("a thread failed", brokenLaw(database, (source, from, to, amount) -> {
            throw new StackOverflowError("on purpose");
        }));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfNullMakesNoSense(Database database) throws Exception {
        assertEquals("every answer makes sense", brokenLaw(database, (source, from, to, amount) -> null));
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatIsNeverEndedBlocksOtherClients(Database database) throws Exception {
        assertEquals("deadlock", brokenLaw(database, (source, from, to, amount) -> {
            Connection kept = source.getConnection();
            kept.setAutoCommit(false);
            return GuardedLedger.move(kept, from, to, amount);
        }));
    }
}
