package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Checks the payer's balance in the statement that changes it. */
final class GuardedLedger extends SqlLedger {
    GuardedLedger(SqlAccounts accounts) {
        super(accounts, MOST_ATTEMPTS);
    }

    @Override
    public Outcome transfer(String from, String to, long amount) throws SQLException {
        return transact(connection -> move(connection, from, to, amount));
    }

    static Outcome move(Connection connection, String from, String to, long amount) throws SQLException {
        int paid = SqlAccounts.update(
                connection,
                "UPDATE ledger_account SET balance = balance - ? WHERE id = ? AND balance >= ?",
                amount,
                from,
                amount);
        if (paid == 0) {
            return Outcome.REFUSED;
        }
        SqlAccounts.pay(connection, to, amount);
        return Outcome.DONE;
    }
}
