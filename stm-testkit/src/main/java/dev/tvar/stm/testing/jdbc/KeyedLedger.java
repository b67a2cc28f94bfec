package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Transfers with keys: the key is stored by the transaction that moves the money, with its outcome. */
final class KeyedLedger extends SqlLedger {
    private static final String DUPLICATE_KEY = "23505";

    private final boolean unique;
    private final String table;

    KeyedLedger(SqlAccounts accounts, boolean unique) {
        super(accounts, MOST_ATTEMPTS);
        this.unique = unique;
        table = unique ? "ledger_unique_key" : "ledger_key";
    }

    @Override
    public Outcome transfer(String from, String to, long amount) throws SQLException {
        return transact(connection -> GuardedLedger.move(connection, from, to, amount));
    }

    @Override
    public Outcome transfer(String key, String from, String to, long amount) throws SQLException {
        Outcome[] answer = {Outcome.FAILED};
        Outcome committed = transact(connection -> {
            if (!insert(connection, key)) {
                answer[0] = storedOutcome(connection, key);
                return answer[0] == null ? Outcome.FAILED : Outcome.DONE; // null: the other transaction was rolled back
            }
            answer[0] = GuardedLedger.move(connection, from, to, amount);
            if (answer[0] == Outcome.REFUSED) {
                SqlAccounts.update(connection, "UPDATE " + table + " SET outcome = 'REFUSED' WHERE id = ?", key);
            }
            return Outcome.DONE;
        });
        return committed == Outcome.DONE ? answer[0] : committed;
    }

    /** Stores the key of a transfer that will be done; false if it is there. */
    private boolean insert(Connection connection, String key) throws SQLException {
        if (!unique) {
            return SqlAccounts.update(
                            connection,
                            "INSERT INTO ledger_key (id, outcome) SELECT CAST(? AS VARCHAR(40)), 'DONE'"
                                    + " WHERE NOT EXISTS (SELECT 1 FROM ledger_key WHERE id = ?)",
                            key,
                            key)
                    == 1;
        }
        try {
            return SqlAccounts.update(connection, "INSERT INTO ledger_unique_key (id, outcome) VALUES (?, 'DONE')", key)
                    == 1;
        } catch (SQLException e) {
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(); // PostgreSQL accepts no further statement in this transaction
            return false;
        }
    }

    private @Nullable Outcome storedOutcome(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT outcome FROM " + table + " WHERE id = ?")) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Outcome.valueOf(rows.getString(1)) : null;
            }
        }
    }
}
