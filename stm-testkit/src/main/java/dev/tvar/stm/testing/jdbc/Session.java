package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Waits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection of a client, as long as the client has it. Its fields are also read while the client waits. */
final class Session implements Waits {
    /** The SQL state of a statement that was cancelled. */
    private static final String CANCELLED = "57014";

    private static final String SERIALISATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    final long id;
    final Connection connection;
    final Thread client = Thread.currentThread();
    private final Sessions all;
    private final boolean rollsBackVictims;

    /** Whether the session may hold locks. */
    private volatile boolean open;

    private volatile boolean autoCommit;
    private volatile boolean closed;

    /** The statement that runs, or null. */
    private volatile @Nullable Statement running;

    /** Whether its statement was cancelled because of a deadlock. */
    private volatile boolean victim;

    private volatile long begun;

    Session(long id, Connection connection, boolean rollsBackVictims, Sessions all) throws SQLException {
        this.id = id;
        this.connection = connection;
        this.rollsBackVictims = rollsBackVictims;
        this.all = all;
        autoCommit = connection.getAutoCommit();
    }

    // ---- the client's

    boolean isOpen() {
        return open;
    }

    boolean isRunning() {
        return running != null;
    }

    boolean isClosed() {
        return closed;
    }

    long begun() {
        return begun;
    }

    void autoCommit(boolean on) {
        autoCommit = on;
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    void begins(Statement statement) {
        running = statement;
        begun = System.nanoTime();
        open = true;
    }

    /** A statement has ended well. */
    void ends(String sql) {
        running = null;
        victim = false;
        if (autoCommit || endsTransaction(sql)) {
            open = false;
        }
        all.change();
    }

    /** A statement has failed; returns the exception for the client. */
    SQLException fails(SQLException e) {
        boolean wasVictim = victim;
        victim = false;
        if (autoCommit) {
            open = false;
        } else if (rollsBackVictims && SERIALISATION_FAILURE.equals(e.getSQLState())) {
            rollBack(e);
        }
        running = null; // after that: until here a client that waits for this session is about to be woken
        all.change();
        return wasVictim && CANCELLED.equals(e.getSQLState())
                ? new SQLTransactionRollbackException(
                        "deadlock detected: the statement waits for a client that waits for it", DEADLOCK, e)
                : e;
    }

    private void rollBack(SQLException cause) {
        try {
            connection.rollback();
            open = false;
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    void closes() {
        closed = true;
        open = false;
        all.change();
        all.remove(this);
    }

    private static boolean endsTransaction(String sql) {
        String text = sql.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("commit")
                || text.startsWith("end")
                || text.matches("rollback\\s*(work|transaction)?\\s*;?");
    }

    // ---- the explorer's

    @Override
    public boolean isBlocked() {
        return all.isBlocked(this);
    }

    @Override
    public boolean breakDeadlock() {
        return all.breakDeadlock(this);
    }

    @Override
    public void abandon() {
        all.abandon(client);
    }

    void becomesVictim() {
        victim = true;
    }

    /** Ends what the session does, as if its client had died. */
    void abandonNow() {
        try {
            Statement statement = running;
            if (statement != null) {
                statement.cancel();
            } else if (open && !autoCommit) {
                connection.rollback();
                open = false;
            }
        } catch (SQLException e) {
            open = false; // a broken connection holds no locks
        }
    }
}
