package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.service.MoneyService;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A service over the accounts in a database: the loop that runs a transaction, and again after a conflict. */
abstract class SqlLedger implements MoneyService {
    /** Attempts of one transfer that is meant to run again after a conflict. */
    static final int MOST_ATTEMPTS = 100;

    /** The class of SQL states in which a transaction was rolled back for the sake of another one. */
    private static final String ROLLED_BACK = "40";

    final SqlAccounts accounts;
    private final int attempts;

    SqlLedger(SqlAccounts accounts, int attempts) {
        this.accounts = accounts;
        this.attempts = attempts;
    }

    /** The work of a transaction. */
    interface Work {
        /** Done, refused, or failed for an attempt that should be repeated. */
        Outcome in(Connection connection) throws SQLException;
    }

    /** Runs a transaction; commits if its work is done, and else rolls back. */
    final Outcome transact(Work work) throws SQLException {
        Outcome outcome = Outcome.FAILED;
        for (int attempt = 0; attempt <= attempts && outcome == Outcome.FAILED; attempt++) {
            try (Connection connection = accounts.begin()) {
                outcome = once(connection, work);
            }
        }
        return outcome;
    }

    private Outcome once(Connection connection, Work work) throws SQLException {
        try {
            Outcome outcome = work.in(connection);
            if (outcome == Outcome.DONE) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return outcome;
        } catch (SQLException e) {
            connection.rollback();
            if (String.valueOf(e.getSQLState()).startsWith(ROLLED_BACK)) {
                return Outcome.FAILED;
            }
            throw e;
        }
    }

    @Override
    public final String open(long opening) throws SQLException {
        return accounts.open(opening);
    }

    @Override
    public final long balance(String account) throws SQLException {
        return accounts.balance(account);
    }

    @Override
    public final Map<String, Long> audit() throws SQLException {
        return accounts.all();
    }

    /** Nothing: connections are closed after each transaction. */
    @Override
    public final void close() {}
}
