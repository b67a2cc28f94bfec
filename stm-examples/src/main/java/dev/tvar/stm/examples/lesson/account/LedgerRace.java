package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.explore.Scenario;
import dev.tvar.stm.testing.jdbc.ExploringDataSource;
import dev.tvar.stm.testing.jdbc.Isolation;
import dev.tvar.stm.testing.jdbc.KeptConnections;
import dev.tvar.stm.testing.jdbc.Ledger;
import dev.tvar.stm.testing.jdbc.Ledgers;
import dev.tvar.stm.testing.service.MoneyService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Two transfers out of one account of a ledger, on H2 in memory at read committed. */
final class LedgerRace implements AutoCloseable {
    static final long OPENING = 100;
    static final long ANN_MOVES = 30;
    static final long BOB_MOVES = 50;
    static final int SCHEDULES = 300;

    /** Ann's first statement, then all of Bob's, then the rest of Ann's. A turn of Ann or Bob that has to wait is skipped. */
    private static final String ANN_IS_INTERRUPTED = "a2b9a9";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KeptConnections connections;
    private final ExploringDataSource source;
    private final Ledgers ledgers;

    /** Ends each schedule, so that its story is reported although nothing is wrong. */
    private static final class Shown extends AssertionError {
        private static final long serialVersionUID = 1L;
    }

    private LedgerRace() throws SQLException {
        connections = KeptConnections.to(
                "jdbc:h2:mem:lesson" + COUNT.incrementAndGet(), "sa", "", LedgerRace.class.getClassLoader());
        source = ExploringDataSource.of(connections);
        ledgers = Ledgers.in(source);
    }

    static LedgerRace inMemory() {
        try {
            return new LedgerRace();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open a database in memory", e);
        }
    }

    /** The SQL of both clients in one schedule, as a table of two columns. */
    String story(Ledger ledger) {
        return explorer(0)
                .replay(ANN_IS_INTERRUPTED, () -> {
                    MoneyService service = open(ledger);
                    return program(service).atTheEnd(() -> {
                        throw new Shown();
                    });
                })
                .failure()
                .map(Failure::story)
                .orElseThrow();
    }

    /** Many schedules, up to the first in which an update is lost. */
    Exploration explore(Ledger ledger, long seed) {
        return explorer(seed).explore(() -> {
            MoneyService service = open(ledger);
            return program(service).atTheEnd(() -> requireNoLostUpdate(service));
        });
    }

    private static Explorer explorer(long seed) {
        return Explorer.of(seed)
                .withOutsideCalls()
                .withSchedules(SCHEDULES)
                .withLimit(Duration.ofDays(1)); // the lesson has a limit of its own
    }

    private static Scenario program(MoneyService service) {
        return new Scenario()
                .thread("Ann", () -> service.transfer("a", "b", ANN_MOVES))
                .thread("Bob", () -> service.transfer("a", "b", BOB_MOVES));
    }

    private static void requireNoLostUpdate(MoneyService service) throws Exception {
        long balance = service.balance("a");
        if (balance != OPENING - ANN_MOVES - BOB_MOVES) {
            throw new AssertionError("an update is lost: account a has " + balance);
        }
    }

    private MoneyService open(Ledger ledger) {
        try {
            MoneyService service = ledgers.open(ledger, Isolation.READ_COMMITTED);
            service.open(OPENING);
            service.open(OPENING);
            return service;
        } catch (Exception e) {
            throw new IllegalStateException("cannot open the accounts", e);
        }
    }

    @Override
    public void close() {
        try (connections;
                source) {
            ledgers.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close the database in memory", e);
        }
    }
}
