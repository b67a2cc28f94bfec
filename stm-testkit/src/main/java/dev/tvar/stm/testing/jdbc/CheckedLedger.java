package dev.tvar.stm.testing.jdbc;

import java.sql.SQLException;

/** Reads the payer's balance, checks it, and writes the new one: right only if the read takes a lock. */
final class CheckedLedger extends SqlLedger {
    private final String lock;

    /**
     * A ledger.
     *
     * @param lock what follows the query
     * @param attempts further attempts after a conflict
     */
    CheckedLedger(SqlAccounts accounts, String lock, int attempts) {
        super(accounts, attempts);
        this.lock = lock;
    }

    @Override
    public Outcome transfer(String from, String to, long amount) throws SQLException {
        return transact(connection -> {
            long balance =
                    SqlAccounts.number(connection, "SELECT balance FROM ledger_account WHERE id = ?" + lock, from);
            if (balance < amount) {
                return Outcome.REFUSED;
            }
            SqlAccounts.update(
                    connection, "UPDATE ledger_account SET balance = ? WHERE id = ?", balance - amount, from);
            SqlAccounts.pay(connection, to, amount);
            return Outcome.DONE;
        });
    }
}
