package dev.tvar.stm.testing.jdbc;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Locale;

/** An isolation level of SQL, as a connection is asked for it. Databases differ in what they make of it. */
public enum Isolation {
    /** Each statement sees what was committed before it began. */
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    /** Rows that were read do not change. */
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    /** Transactions have the effect of running one after the other. */
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
        this.level = level;
    }

    /**
     * The level for {@link Connection#setTransactionIsolation}.
     *
     * @return a constant of {@link Connection}
     */
    public int level() {
        return level;
    }

    /**
     * The level with a name.
     *
     * @param name such as {@code read-committed}; in capitals and with underscores or spaces, too
     * @return the level
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Isolation named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        return Arrays.stream(values())
                .filter(level -> level.toString().equals(wanted))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown isolation level '" + name + "'; there are " + Arrays.toString(values())));
    }

    /** The name, as in {@code read-committed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
