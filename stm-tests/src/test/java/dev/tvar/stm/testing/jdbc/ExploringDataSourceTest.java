package dev.tvar.stm.testing.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.explore.Scenario;
import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import dev.tvar.stm.testing.support.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of the exploring data source, on each database. */
class ExploringDataSourceTest {
    private static Explorer explorer(long seed) {
        return Explorer.of(seed).withOutsideCalls().withSchedules(300).withLimit(Limits.DURATION);
    }

    /** Two transfers from a, at the same time, as the program of a ledger. */
    private static Scenario two(Ledgers ledgers, Ledger ledger, String payer, String receiver) {
        try {
            MoneyService service = ledgers.open(ledger, Isolation.READ_COMMITTED);
            service.open(100);
            service.open(100);
            Map<String, Outcome> outcomes = new TreeMap<>();
            return new Scenario()
                    .thread("one", () -> outcomes.put("one", service.transfer("a", "b", 30)))
                    .thread("two", () -> outcomes.put("two", service.transfer(payer, receiver, 50)))
                    .atTheEnd(() -> {
                        assertEquals(200, service.balance("a") + service.balance("b"), "the sum of all accounts");
                        assertEquals(Map.of("one", Outcome.DONE, "two", Outcome.DONE), outcomes);
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Test {
        void with(ExploringDataSource source, Ledgers ledgers) throws Exception;
    }

    private static void on(Database database, Test test) throws Exception {
        try (KeptConnections connections = database.connect();
                ExploringDataSource source = ExploringDataSource.of(connections);
                Ledgers ledgers = Ledgers.in(source)) {
            test.with(source, ledgers);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostUpdateIsFoundAndShownAsTwoColumnsOfSql(Database database) throws Exception {
        on(database, (source, ledgers) -> {
            Failure failure = explorer(1)
                    .explore(() -> two(ledgers, Ledger.CHECK_THEN_UPDATE, "a", "b"))
                    .failure()
                    .orElseThrow();
            assertSame(Failure.Kind.CHECK_FAILED, failure.kind());
            assertTrue(
                    failure.story().contains("SELECT balance FROM ledger_account WHERE id = 'a' -> 100"),
                    failure.story());
        });
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameTrace(Database database) throws Exception {
        on(database, (source, ledgers) -> {
            for (int seed = 0; seed < 5; seed++) {
                Failure first = explorer(seed)
                        .explore(() -> two(ledgers, Ledger.CHECK_THEN_UPDATE, "b", "a"))
                        .failure()
                        .orElseThrow();
                Failure second = explorer(seed)
                        .explore(() -> two(ledgers, Ledger.CHECK_THEN_UPDATE, "b", "a"))
                        .failure()
                        .orElseThrow();
                assertEquals(first.toString(), second.toString());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlockIsAnExceptionOfOneClient(Database database) throws Exception {
        on(database, (source, ledgers) -> {
            Failure failure = explorer(1)
                    .explore(() -> two(ledgers, Ledger.OPPOSITE_LOCKS, "b", "a"))
                    .failure()
                    .orElseThrow();
            assertTrue(failure.message().contains("FAILED"), failure::toString);
            assertTrue(failure.story().contains("waits"), failure.story());
        });
    }

    @ParameterizedTest
    @EnumSource
    void clientsThatWaitForOneAnotherConserveTheMoney(Database database) throws Exception {
        on(database, (source, ledgers) -> {
            for (Ledger ledger : List.of(
                    Ledger.SELECT_FOR_UPDATE,
                    Ledger.VERSION_COLUMN,
                    Ledger.GUARDED_UPDATE,
                    Ledger.ORDERED_LOCKS,
                    Ledger.KEY_WITH_UNIQUE_INDEX)) {
                explorer(7).explore(() -> two(ledgers, ledger, "b", "a")).requireNoFailure();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void schedulesDoNotDependOnTheTime(Database database) throws Exception {
        on(database, (source, ledgers) -> {
            List<Exploration> explorations = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                explorations.add(explorer(3).explore(() -> two(ledgers, Ledger.SELECT_FOR_UPDATE, "b", "a")));
            }
            assertEquals(explorations.get(0).distinct(), explorations.get(1).distinct());
            assertEquals(explorations.get(0).steps(), explorations.get(1).steps());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatWaitsForItselfIsADeadlock(Database database) throws Exception {
        on(database, (source, ledgers) -> {
            Failure failure = explorer(1)
                    .withHangLimit(1)
                    .explore(() -> {
                        MoneyService service = ledgersOpen(ledgers);
                        return new Scenario().thread("one", () -> {
                            try (Connection first = source.getConnection();
                                    Connection second = source.getConnection()) {
                                first.setAutoCommit(false);
                                second.setAutoCommit(false);
                                lock(first);
                                lock(second);
                            }
                            service.close();
                        });
                    })
                    .failure()
                    .orElseThrow();
            assertSame(Failure.Kind.DEADLOCK, failure.kind());
            assertTrue(failure.message().contains("'one' waits for UPDATE ledger_account"), failure::toString);
        });
    }

    private static MoneyService ledgersOpen(Ledgers ledgers) {
        try {
            MoneyService service = ledgers.open(Ledger.CHECK_THEN_UPDATE, Isolation.READ_COMMITTED);
            service.open(100);
            return service;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE ledger_account SET balance = 1 WHERE id = 'a'");
        }
    }
}
