package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Steps;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source under which the {@link dev.tvar.stm.testing.explore.Explorer} decides before each statement, commit and
 * rollback which client of a service runs next. Wrap the data source of the service:
 *
 * <pre>{@code
 * try (ExploringDataSource source = ExploringDataSource.of(dataSource)) {
 *     Explorer.of(42).withOutsideCalls().explore(() -> {
 *         MoneyService service = open(source); // with the accounts a and b, 100 each
 *         return new Scenario()
 *                 .thread("one", () -> service.transfer("a", "b", 30))
 *                 .thread("two", () -> service.transfer("a", "b", 50))
 *                 .atTheEnd(() -> assertEquals(200, service.balance("a") + service.balance("b")));
 *     }).requireNoFailure();
 * }
 * }</pre>
 *
 * <p>A client that waits for a lock of the database is recognised, and another one runs. On H2 and PostgreSQL the database itself
 * says who waits for whom, so that the same schedule gives the same trace; on others a statement that takes longer than 50 ms
 * while another client has a transaction open counts as waiting, so that a slow machine may change the trace. A deadlock is an
 * {@link SQLException} of the client whose statement completes the cycle; on PostgreSQL the exception comes from this class, with
 * the SQL state of the server, 40P01.
 *
 * <p>In a schedule each connection belongs to the client that took it. The data source needs one more connection for itself. On
 * H2 the user must be an administrator, else no sessions but its own are visible; then waits are recognised by time, too.
 *
 * <p>Outside of an exploration, and on threads that are not part of its scenario, statements are passed on. Thread-safe, if the
 * wrapped data source is.
 */
public final class ExploringDataSource implements DataSource, AutoCloseable {
    private final DataSource wrapped;
    private final Sessions sessions;

    private ExploringDataSource(DataSource wrapped, DataSource monitor) {
        this.wrapped = wrapped;
        sessions = new Sessions(monitor);
    }

    /**
     * Wraps a data source.
     *
     * @param wrapped the data source of the service; not null. It should keep its connections, since one is taken for each
     *     transaction
     * @return the exploring data source
     */
    public static ExploringDataSource of(DataSource wrapped) {
        return new ExploringDataSource(wrapped, wrapped);
    }

    /**
     * Wraps a data source that cannot spare a connection.
     *
     * @param wrapped the data source of the service; not null
     * @param monitor gives the connection that asks the same database about its locks, as the same user; not null
     * @return the exploring data source
     */
    public static ExploringDataSource of(DataSource wrapped, DataSource monitor) {
        return new ExploringDataSource(wrapped, monitor);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return explored(wrapped::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return explored(() -> wrapped.getConnection(username, password));
    }

    private Connection explored(Callable<Connection> open) throws SQLException {
        Connection connection;
        try {
            connection = Steps.ofExplorer().wait("get a connection", sessions.forConnection(), open);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("cannot get a connection", e);
        }
        try {
            return ExploredConnection.of(connection, sessions.open(connection));
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** Closes the connection that asks about locks; not the wrapped data source. */
    @Override
    public void close() throws SQLException {
        sessions.close();
    }

    // ---- the rest of a data source

    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        throw new SQLFeatureNotSupportedException("connections of an exploring data source are not built");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return wrapped.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        wrapped.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        wrapped.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return wrapped.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return wrapped.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : wrapped.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || wrapped.isWrapperFor(type);
    }
}
