package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.service.MoneyService;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The tables of the {@link Ledger}s in a database: {@code ledger_account}, {@code ledger_key} and {@code ledger_unique_key}. They
 * are created here, and dropped by {@link #close}. One ledger at a time uses them. The SQL is the same for H2 and PostgreSQL.
 */
public final class Ledgers implements AutoCloseable {
    private static final String[] TABLES = {"ledger_account", "ledger_key", "ledger_unique_key"};

    private final DataSource source;

    private Ledgers(DataSource source) {
        this.source = source;
    }

    /**
     * Creates the tables.
     *
     * @param source connections to the database; not null
     * @return the ledgers
     * @throws SQLException if the tables cannot be created, for instance because they exist
     */
    public static Ledgers in(DataSource source) throws SQLException {
        run(
                source,
                "CREATE TABLE ledger_account (id VARCHAR(40) PRIMARY KEY, balance BIGINT NOT NULL, version BIGINT NOT NULL)",
                "CREATE TABLE ledger_key (id VARCHAR(40) NOT NULL, outcome VARCHAR(10) NOT NULL)",
                "CREATE TABLE ledger_unique_key (id VARCHAR(40) PRIMARY KEY, outcome VARCHAR(10) NOT NULL)");
        return new Ledgers(source);
    }

    /**
     * Empties the tables, and opens a ledger on them.
     *
     * @param ledger how it moves money; not null
     * @param isolation the isolation level of its transactions; not null
     * @return a new service without accounts; its first account is {@code a}
     * @throws SQLException if the tables cannot be emptied
     */
    public MoneyService open(Ledger ledger, Isolation isolation) throws SQLException {
        run(source, "DELETE FROM ledger_account", "DELETE FROM ledger_key", "DELETE FROM ledger_unique_key");
        SqlAccounts accounts = new SqlAccounts(source, isolation);
        return switch (ledger) {
            case CHECK_THEN_UPDATE -> new CheckedLedger(accounts, "", 0);
            case SELECT_FOR_UPDATE -> new CheckedLedger(accounts, " FOR UPDATE", SqlLedger.MOST_ATTEMPTS);
            case VERSION_COLUMN -> new VersionLedger(accounts);
            case GUARDED_UPDATE -> new GuardedLedger(accounts);
            case ORDERED_LOCKS -> new LockingLedger(accounts, true);
            case OPPOSITE_LOCKS -> new LockingLedger(accounts, false);
            case KEY_WITH_UNIQUE_INDEX -> new KeyedLedger(accounts, true);
            case KEY_WITHOUT_UNIQUE_INDEX -> new KeyedLedger(accounts, false);
        };
    }

    /** Drops the tables. */
    @Override
    public void close() throws SQLException {
        for (String table : TABLES) {
            run(source, "DROP TABLE " + table);
        }
    }

    private static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
