package dev.tvar.stm.testing.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.ExploredBank;
import dev.tvar.stm.testing.bank.ExploredReport;
import dev.tvar.stm.testing.support.Limits;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wrong ledgers are found from each seed, in a small case; the right ones pass. */
class LedgersTest {
    private static final Set<Ledger> WRONG =
            EnumSet.of(Ledger.CHECK_THEN_UPDATE, Ledger.OPPOSITE_LOCKS, Ledger.KEY_WITHOUT_UNIQUE_INDEX);
    private static final int SEEDS = Integer.getInteger("stm.ledgers.seeds", 2);
    private static final int SCHEDULES = Integer.getInteger("stm.ledgers.schedules", 100);
    private static final int MOST_STATEMENTS = 6;

    private interface Test {
        void with(Ledgers ledgers) throws Exception;
    }

    private static void on(Database database, Test test) throws Exception {
        try (KeptConnections connections = database.connect();
                ExploringDataSource source = ExploringDataSource.of(connections);
                Ledgers ledgers = Ledgers.in(source)) {
            test.with(ledgers);
        }
    }

    private static ExploredBank bank(Ledgers ledgers, Ledger ledger, long seed) {
        return ExploredBank.of(() -> ledgers.open(ledger, Isolation.READ_COMMITTED))
                .withSeed(seed)
                .withLimit(Limits.DURATION)
                .requiringAnswers();
    }

    @ParameterizedTest
    @EnumSource
    void eachWrongLedgerIsFoundFromEachSeedInASmallCase(Database database) throws Exception {
        on(database, ledgers -> {
            for (Ledger ledger : WRONG) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    ExploredReport report = bank(ledgers, ledger, seed).run();
                    assertTrue(report.broken().isPresent(), ledger + " was not found: " + report);
                    ExploredReport.Broken broken = report.broken().get();
                    BankProgram program = broken.program();
                    assertTrue(
                            program.clients().size() <= 2 && program.opening().size() <= 2, report::toString);
                    long statements = broken.failure()
                            .story()
                            .lines()
                            .filter(line -> line.matches(".*\\| (SELECT|UPDATE|INSERT) .*"))
                            .count();
                    assertTrue(statements <= MOST_STATEMENTS, report::toString);
                    assertFalse(
                            bank(ledgers, ledger, seed)
                                    .replay(program, broken.failure().schedule())
                                    .broken()
                                    .isEmpty(),
                            report::toString);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void eachRightLedgerPasses(Database database) throws Exception {
        on(database, ledgers -> {
            for (Ledger ledger : EnumSet.complementOf(EnumSet.copyOf(WRONG))) {
                ExploredReport report = bank(ledgers, ledger, 1)
                        .withPrograms(SCHEDULES / 10)
                        .withSchedules(10)
                        .run()
                        .requireAllLaws();
                assertTrue(report.schedules() > 0, report::toString);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameReport(Database database) throws Exception {
        on(database, ledgers -> {
            ExploredReport first = bank(ledgers, Ledger.CHECK_THEN_UPDATE, 3).run();
            ExploredReport second = bank(ledgers, Ledger.CHECK_THEN_UPDATE, 3).run();
            assertEquals(
                    first.broken().orElseThrow().toString(),
                    second.broken().orElseThrow().toString());
        });
    }
}
