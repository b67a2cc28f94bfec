package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The locks of H2: {@code INFORMATION_SCHEMA.SESSIONS} names the session that blocks another one, until the waiting session
 * wakes up; so the blocker counts only while it has something to commit or to roll back. H2 itself ends a wait that would complete
 * a cycle, at once. It rolls the victim back if its statement is an update, but not if it is a query; clients that wait for the
 * victim then poll, and name no blocker, so that a query is treated like an update. The lock timeout of watched sessions is raised:
 * else the time would decide about the outcome.
 */
final class H2Locks extends LockWatch {
    private static final int LOCK_TIMEOUT_MILLIS = 3_600_000;

    private static final String QUERY = "SELECT COALESCE((SELECT BLOCKER.SESSION_ID"
            + " FROM INFORMATION_SCHEMA.SESSIONS BLOCKER"
            + " WHERE BLOCKER.SESSION_ID = WAITING.BLOCKER_ID AND BLOCKER.CONTAINS_UNCOMMITTED), 0)"
            + " FROM INFORMATION_SCHEMA.SESSIONS WAITING WHERE WAITING.SESSION_ID = ?";

    private final Set<Long> prepared = new HashSet<>();
    private @Nullable PreparedStatement blocker;
    private boolean inThisJvm;

    H2Locks(DataSource source) {
        super(source);
    }

    @Override
    long session(Connection of) throws SQLException {
        try (Statement statement = of.createStatement();
                ResultSet result = statement.executeQuery("CALL SESSION_ID()")) {
            result.next();
            long session = result.getLong(1);
            String url = of.getMetaData().getURL();
            inThisJvm = !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
            if (prepared.add(session)) {
                statement.execute("SET LOCK_TIMEOUT " + LOCK_TIMEOUT_MILLIS);
            }
            return session;
        }
    }

    /** An insert polls while a row with its key is not committed. */
    @Override
    boolean mayPoll() {
        return true;
    }

    @Override
    boolean leavesVictimsOpen() {
        return true;
    }

    /** Of a database in this JVM, a thread that has been notified is not in the state of waiting any more. */
    @Override
    boolean isAsleep(Thread client) {
        return !inThisJvm
                || (client.getState() == Thread.State.TIMED_WAITING
                        && Arrays.stream(client.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("waitForThisToEnd")));
    }

    @Override
    long @Nullable [] blockers(long session) throws SQLException {
        PreparedStatement statement = blocker;
        if (statement == null) {
            statement = connection().prepareStatement(QUERY);
            blocker = statement;
        }
        statement.setLong(1, session);
        try (ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                return null; // the user has no right to see other sessions
            }
            long blocking = result.getLong(1);
            return blocking == 0 ? new long[0] : new long[] {blocking};
        }
    }

    @Override
    public void close() throws SQLException {
        blocker = null;
        super.close();
    }
}
