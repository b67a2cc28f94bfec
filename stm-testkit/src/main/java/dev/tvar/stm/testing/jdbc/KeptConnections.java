package dev.tvar.stm.testing.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one database, by the driver that accepts its URL. A closed connection is rolled back, kept and used again:
 * thousands of schedules would else open as many. As many are open as were used at the same time; none times out. Thread-safe.
 * Its exceptions and its text contain neither the user's password nor the URL, which may contain one.
 */
public final class KeptConnections implements DataSource, AutoCloseable {
    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private KeptConnections(Driver driver, String url, Properties properties) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
    }

    /**
     * Connections to a database; none is opened yet.
     *
     * @param url the URL of the database, {@code jdbc:...}; not null
     * @param user the user; null for none
     * @param password the password; null for none
     * @param drivers the class loader in which drivers are looked for
     * @return the connections
     * @throws IllegalArgumentException if no driver accepts the URL
     */
    public static KeptConnections to(
            String url, @Nullable String user, @Nullable String password, ClassLoader drivers) {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, drivers)) {
                if (driver.acceptsURL(url)) {
                    return new KeptConnections(driver, url, properties);
                }
            }
            return new KeptConnections(DriverManager.getDriver(url), url, properties);
        } catch (SQLException e) {
            throw new IllegalArgumentException("no JDBC driver on the class path accepts the URL " + kind(url) + "...");
        }
    }

    /** The first two parts of a URL, which say what database it is. */
    private static String kind(String url) {
        String[] parts = url.split(":", -1);
        return parts.length < 2 ? "" : parts[0] + ":" + parts[1] + ":";
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (closed) {
            throw new SQLException("the connections are closed");
        }
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (!kept.isClosed()) {
                return new Kept(kept).as(Connection.class);
            }
        }
        return new Kept(connect()).as(Connection.class);
    }

    /** Opens a connection. Some drivers quote the URL in their messages. */
    private Connection connect() throws SQLException {
        Connection opened;
        try {
            opened = driver.connect(url, properties);
        } catch (SQLException e) {
            throw new SQLException(
                    "cannot connect to " + kind(url) + "...: " + masked(e.getMessage()), e.getSQLState());
        }
        if (opened == null) {
            throw new SQLException("the JDBC driver does not accept the URL " + kind(url) + "...");
        }
        return opened;
    }

    private String masked(@Nullable String message) {
        String text = String.valueOf(message).replace(url, kind(url) + "...");
        String password = properties.getProperty("password", "");
        return password.isEmpty() ? text : text.replace(password, "***");
    }

    /** A connection that is kept when it is closed. */
    private final class Kept extends Proxied {
        private final Connection connection;
        private boolean given = true;

        Kept(Connection connection) {
            super(connection);
            this.connection = connection;
        }

        @Override
        @Nullable
        Object call(Method method, @Nullable Object[] arguments) throws Exception {
            switch (method.getName()) {
                case "close" -> {
                    giveBack();
                    return null;
                }
                case "isClosed" -> {
                    return !given || connection.isClosed();
                }
                default -> {
                    if (!given
                            && !method.getName().equals("toString")
                            && !method.getName().equals("hashCode")) {
                        throw new SQLException("the connection is closed");
                    }
                    return pass(method, arguments);
                }
            }
        }

        private void giveBack() throws SQLException {
            if (!given) {
                return;
            }
            given = false;
            if (connection.isClosed()) {
                return;
            }
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            if (closed) {
                connection.close();
            } else {
                idle.addFirst(connection);
            }
        }
    }

    /** Closes the connections that are not in use now, and later the others when they are given back. */
    @Override
    public void close() throws SQLException {
        closed = true;
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            kept.close();
        }
    }

    /** The kind of database. */
    @Override
    public String toString() {
        return "connections to " + kind(url);
    }

    // ---- the rest of a data source

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("all connections belong to one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("set a limit in the URL");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a wrapper of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
