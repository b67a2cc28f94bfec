package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The locks of PostgreSQL: {@code pg_blocking_pids}. The server looks for a deadlock only when a wait has lasted for {@code
 * deadlock_timeout}, and then the session whose time is up first becomes the victim: the time would decide. So this watch ends
 * the wait that completes a cycle, before the server does.
 */
final class PostgresLocks extends LockWatch {
    private static final int MOST_STATEMENTS = 2;

    private final @Nullable PreparedStatement[] statements = new PreparedStatement[MOST_STATEMENTS];

    PostgresLocks(DataSource source) {
        super(source);
    }

    /** The driver knows the process of its session; without it, as behind some pools, the server is asked. */
    @Override
    long session(Connection of) throws SQLException {
        try {
            Class<?> type = Class.forName(
                    "org.postgresql.PGConnection",
                    false,
                    of.getMetaData().getConnection().getClass().getClassLoader());
            return ((Number) type.getMethod("getBackendPID").invoke(of.unwrap(type))).longValue();
        } catch (ReflectiveOperationException | SQLException e) {
            try (Statement statement = of.createStatement();
                    ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    @Override
    long[] blockers(long session) throws SQLException {
        PreparedStatement statement = prepared(0, "SELECT array_to_string(pg_blocking_pids(?), ',')");
        statement.setInt(1, (int) session);
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            String pids = result.getString(1);
            return pids == null || pids.isEmpty()
                    ? new long[0]
                    : Arrays.stream(pids.split(",")).mapToLong(Long::parseLong).toArray();
        }
    }

    @Override
    boolean endsDeadlocksAtOnce() {
        return false;
    }

    @Override
    void cancel(long session) throws SQLException {
        PreparedStatement statement = prepared(1, "SELECT pg_cancel_backend(?)");
        statement.setInt(1, (int) session);
        statement.executeQuery().close();
    }

    private PreparedStatement prepared(int number, String sql) throws SQLException {
        PreparedStatement statement = statements[number];
        if (statement == null) {
            statement = connection().prepareStatement(sql);
            statements[number] = statement;
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        Arrays.fill(statements, null);
        super.close();
    }
}
