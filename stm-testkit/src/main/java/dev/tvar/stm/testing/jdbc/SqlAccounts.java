package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The accounts in the database, and the statements that all ledgers have in common. */
final class SqlAccounts {
    private static final int LETTERS = 26;

    private final DataSource source;
    private final Isolation isolation;
    private final AtomicInteger opened = new AtomicInteger();

    SqlAccounts(DataSource source, Isolation isolation) {
        this.source = source;
        this.isolation = isolation;
    }

    /** A connection with a transaction that is about to begin. */
    Connection begin() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setTransactionIsolation(isolation.level());
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** Opens an account: a to z, then a1 and so on. */
    String open(long opening) throws SQLException {
        int number = opened.getAndIncrement();
        String id = (char) ('a' + number % LETTERS) + (number < LETTERS ? "" : Integer.toString(number / LETTERS));
        try (Connection connection = source.getConnection()) {
            update(connection, "INSERT INTO ledger_account (id, balance, version) VALUES (?, ?, 0)", id, opening);
        }
        return id;
    }

    long balance(String account) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return number(connection, "SELECT balance FROM ledger_account WHERE id = ?", account);
        }
    }

    Map<String, Long> all() throws SQLException {
        Map<String, Long> balances = new HashMap<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT id, balance FROM ledger_account");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                balances.put(rows.getString(1), rows.getLong(2));
            }
        }
        return balances;
    }

    /** Adds to a balance. */
    static void pay(Connection connection, String account, long amount) throws SQLException {
        require(
                update(connection, "UPDATE ledger_account SET balance = balance + ? WHERE id = ?", amount, account),
                account);
    }

    static void require(int rows, String account) {
        if (rows != 1) {
            throw new IllegalArgumentException("there is no account '" + account + "'");
        }
    }

    /** Executes an update, and returns the number of its rows. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** The number that a query returns. */
    static long number(Connection connection, String sql, String account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, account);
            try (ResultSet rows = statement.executeQuery()) {
                require(rows.next() ? 1 : 0, account);
                return rows.getLong(1);
            }
        }
    }

    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
