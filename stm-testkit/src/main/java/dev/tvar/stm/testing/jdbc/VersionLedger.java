package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Optimistic locking: the payer's row is written if it still has the version that was read. */
final class VersionLedger extends SqlLedger {
    VersionLedger(SqlAccounts accounts) {
        super(accounts, MOST_ATTEMPTS);
    }

    @Override
    public Outcome transfer(String from, String to, long amount) throws SQLException {
        return transact(connection -> attempt(connection, from, to, amount));
    }

    private static Outcome attempt(Connection connection, String from, String to, long amount) throws SQLException {
        long balance;
        long version;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT balance, version FROM ledger_account WHERE id = ?")) {
            statement.setString(1, from);
            try (ResultSet rows = statement.executeQuery()) {
                SqlAccounts.require(rows.next() ? 1 : 0, from);
                balance = rows.getLong(1);
                version = rows.getLong(2);
            }
        }
        if (balance < amount) {
            return Outcome.REFUSED;
        }
        int written = SqlAccounts.update(
                connection,
                "UPDATE ledger_account SET balance = ?, version = version + 1 WHERE id = ? AND version = ?",
                balance - amount,
                from,
                version);
        if (written == 0) {
            return Outcome.FAILED;
        }
        SqlAccounts.require(
                SqlAccounts.update(
                        connection,
                        "UPDATE ledger_account SET balance = balance + ?, version = version + 1 WHERE id = ?",
                        amount,
                        to),
                to);
        return Outcome.DONE;
    }
}
