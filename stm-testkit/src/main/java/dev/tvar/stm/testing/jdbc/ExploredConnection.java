package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Steps;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A connection whose commits and rollbacks are steps, and the statements that it creates. */
final class ExploredConnection extends Proxied {
    private final Session session;
    private @Nullable Connection self;

    private ExploredConnection(Connection target, Session session) {
        super(target);
        this.session = session;
    }

    static Connection of(Connection target, Session session) {
        ExploredConnection explored = new ExploredConnection(target, session);
        Connection self = explored.as(Connection.class);
        explored.self = self;
        return self;
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Exception {
        Callable<@Nullable Object> passed = () -> pass(method, arguments);
        return switch (method.getName()) {
            case "createStatement", "prepareStatement", "prepareCall" ->
                statement(Objects.requireNonNull(passed.call()), arguments);
            case "commit" -> ending("COMMIT", passed);
            case "rollback" ->
                arguments.length == 0 ? rollback("ROLLBACK", passed) : ending("ROLLBACK TO SAVEPOINT", passed);
            case "setAutoCommit" -> autoCommit(Boolean.TRUE.equals(arguments[0]), passed);
            case "close" -> close(passed);
            case "abort" -> {
                session.closes();
                yield passed.call();
            }
            default -> passed.call();
        };
    }

    private Object statement(Object created, @Nullable Object[] arguments) {
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : "";
        Class<? extends Statement> type = created instanceof CallableStatement
                ? CallableStatement.class
                : created instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return new ExploredStatement((Statement) created, sql, session, self).as(type);
    }

    /** A step that may wait, as a commit may that checks constraints. */
    private @Nullable Object ending(String what, Callable<@Nullable Object> passed) throws Exception {
        return noted(() -> Steps.ofExplorer().call(what, session, () -> ended(what, passed)));
    }

    private @Nullable Object rollback(String what, Callable<@Nullable Object> passed) throws Exception {
        return noted(() -> Steps.ofExplorer().release(what, session, () -> ended(what, passed)));
    }

    private @Nullable Object ended(String what, Callable<@Nullable Object> passed) throws Exception {
        try {
            Object result = passed.call();
            session.ends(what);
            return result;
        } catch (SQLException e) {
            throw session.fails(e);
        }
    }

    private static @Nullable Object noted(Callable<@Nullable Object> step) throws Exception {
        try {
            return step.call();
        } catch (SQLException e) {
            throw SqlText.noted(e);
        }
    }

    /** Commits, where a transaction is open. */
    private @Nullable Object autoCommit(boolean on, Callable<@Nullable Object> passed) throws Exception {
        Object result = on && session.isOpen() && !session.isAutoCommit()
                ? rollback("COMMIT by setAutoCommit", passed)
                : passed.call();
        session.autoCommit(on);
        return result;
    }

    /** Rolls back, where a transaction is open. */
    private @Nullable Object close(Callable<@Nullable Object> passed) throws Exception {
        if (session.isClosed()) {
            return passed.call();
        }
        try {
            return session.isOpen()
                    ? Steps.ofExplorer().release("close with an open transaction", session, passed)
                    : passed.call();
        } finally {
            session.closes();
        }
    }
}
