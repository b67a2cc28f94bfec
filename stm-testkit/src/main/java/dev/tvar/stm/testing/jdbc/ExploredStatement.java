package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Steps;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A statement whose executions are steps, with its parameters and results in the row of the step. */
final class ExploredStatement extends Proxied {
    private final Statement statement;
    private final SqlText text;
    private final Session session;
    private final @Nullable Connection connection;

    ExploredStatement(Statement statement, String sql, Session session, @Nullable Connection connection) {
        super(statement);
        this.statement = statement;
        this.session = session;
        this.connection = connection;
        text = new SqlText(sql);
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Exception {
        String name = method.getName();
        Callable<@Nullable Object> passed = () -> pass(method, arguments);
        if (name.startsWith("execute")) {
            return execute(arguments, passed);
        }
        if (name.equals("getConnection")) {
            return connection;
        }
        if (name.equals("addBatch") && arguments.length == 1) {
            text.addToBatch(String.valueOf(arguments[0]));
        } else if (name.equals("clearParameters")) {
            text.clear();
        } else if (name.startsWith("set") && arguments.length >= 2 && arguments[0] instanceof Integer index) {
            text.bind(index, name.equals("setNull") ? null : arguments[1]);
        }
        return explored(passed.call());
    }

    private @Nullable Object execute(@Nullable Object[] arguments, Callable<@Nullable Object> passed) throws Exception {
        String sql = arguments.length > 0 && arguments[0] instanceof String given ? given : text.bound();
        Steps steps = Steps.ofExplorer();
        Object result;
        try {
            result = steps.call(SqlText.line(sql), session, () -> tracked(sql, passed));
        } catch (SQLException e) {
            throw SqlText.noted(e);
        }
        if (result instanceof Boolean isQuery) {
            if (!isQuery) {
                steps.row().add(SqlText.rows(statement.getUpdateCount()));
            }
        } else if (result instanceof Number count) {
            steps.row().add(SqlText.rows(count.longValue()));
        } else if (result instanceof int[] counts) {
            steps.row().add(" -> " + Arrays.toString(counts));
        }
        return explored(result);
    }

    private @Nullable Object tracked(String sql, Callable<@Nullable Object> passed) throws Exception {
        session.begins(statement);
        try {
            Object result = passed.call();
            session.ends(sql);
            return result;
        } catch (SQLException e) {
            throw session.fails(e);
        }
    }

    private static @Nullable Object explored(@Nullable Object result) {
        return result instanceof ResultSet rows
                ? new ExploredResult(rows, Steps.ofExplorer().row()).as(ResultSet.class)
                : result;
    }
}
