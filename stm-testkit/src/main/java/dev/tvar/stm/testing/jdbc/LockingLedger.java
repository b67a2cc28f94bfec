package dev.tvar.stm.testing.jdbc;

import java.sql.SQLException;

/** Locks both accounts before it changes them; deadlocks unless all clients lock in one order. */
final class LockingLedger extends SqlLedger {
    private static final String LOCK = "SELECT balance FROM ledger_account WHERE id = ? FOR UPDATE";

    private final boolean ordered;

    LockingLedger(SqlAccounts accounts, boolean ordered) {
        super(accounts, ordered ? MOST_ATTEMPTS : 0);
        this.ordered = ordered;
    }

    @Override
    public Outcome transfer(String from, String to, long amount) throws SQLException {
        return transact(connection -> {
            boolean payerFirst = !ordered || from.compareTo(to) <= 0;
            long first = SqlAccounts.number(connection, LOCK, payerFirst ? from : to);
            long second = SqlAccounts.number(connection, LOCK, payerFirst ? to : from);
            if ((payerFirst ? first : second) < amount) {
                return Outcome.REFUSED;
            }
            SqlAccounts.pay(connection, from, -amount);
            SqlAccounts.pay(connection, to, amount);
            return Outcome.DONE;
        });
    }
}
