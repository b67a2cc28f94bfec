package dev.tvar.stm.testing.jdbc;

import dev.tvar.stm.testing.explore.Steps;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A result whose values are shown in the row of its statement when the client reads them. */
final class ExploredResult extends Proxied {
    private static final int MOST_SHOWN = 12;

    private final Steps.Row row;
    private final Set<Object> shownInLine = new HashSet<>();
    private String separator = " -> ";
    private int shown;

    ExploredResult(ResultSet target, Steps.Row row) {
        super(target);
        this.row = row;
    }

    @Override
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws Exception {
        Object result = pass(method, arguments);
        String name = method.getName();
        if (name.equals("next")) {
            nextLine(Boolean.TRUE.equals(result));
        } else if (name.startsWith("get") && arguments.length > 0 && isColumn(arguments[0])) {
            show(arguments[0], result);
        }
        return result;
    }

    private static boolean isColumn(@Nullable Object argument) {
        return argument instanceof String || argument instanceof Integer;
    }

    private void nextLine(boolean exists) {
        shownInLine.clear();
        if (shown > 0) {
            separator = "; ";
        } else if (!exists) {
            row.add(separator + "no row");
            shown = MOST_SHOWN;
        }
    }

    private void show(@Nullable Object column, @Nullable Object value) {
        if (column != null && shownInLine.add(column) && shown <= MOST_SHOWN) {
            shown++;
            row.add(shown > MOST_SHOWN ? ", ..." : separator + SqlText.literal(value));
            separator = ", ";
        }
    }
}
