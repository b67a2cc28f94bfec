package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a database says about the locks for which its sessions wait. Used by one thread at a time. It has a connection of its own,
 * which it opens when it is first asked.
 */
abstract class LockWatch implements AutoCloseable {
    private final DataSource source;
    private @Nullable Connection connection;

    LockWatch(DataSource source) {
        this.source = source;
    }

    /** The watch for the database of a connection. */
    static LockWatch of(Connection connection, DataSource source) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "H2" -> new H2Locks(source);
            case "PostgreSQL" -> new PostgresLocks(source);
            default -> new UnknownLocks(source);
        };
    }

    /** The connection of this watch. */
    final Connection connection() throws SQLException {
        Connection present = connection;
        if (present == null) {
            present = source.getConnection();
            present.setAutoCommit(true);
            connection = present;
        }
        return present;
    }

    /** The number of the session behind a connection, which is prepared for being watched. */
    abstract long session(Connection of) throws SQLException;

    /** The sessions for which this one waits; empty if it does not wait; null if the database does not say. */
    abstract long @Nullable [] blockers(long session) throws SQLException;

    /**
     * Whether the victim of a deadlock may keep its locks until it rolls back, although its transaction can only be rolled back:
     * then that is done for it at once.
     */
    boolean leavesVictimsOpen() {
        return false;
    }

    /** Whether a client may wait although the database names no blocker. */
    boolean mayPoll() {
        return false;
    }

    /** Whether a client, for whose session the database names a blocker, has not been woken yet; true if only the database knows. */
    boolean isAsleep(Thread client) {
        return true;
    }

    /**
     * Whether the database itself ends the wait of a session that would complete a cycle. If not, the watch has to
     * {@link #cancel} it.
     */
    boolean endsDeadlocksAtOnce() {
        return true;
    }

    /** Ends the statement of a session with an error. */
    void cancel(long session) throws SQLException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws SQLException {
        Connection present = connection;
        connection = null;
        if (present != null) {
            present.close();
        }
    }
}
