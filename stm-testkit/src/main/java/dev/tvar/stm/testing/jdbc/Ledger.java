package dev.tvar.stm.testing.jdbc;

import java.util.Arrays;
import java.util.Locale;

/** The ways to move money with SQL that {@link Ledgers} implements, as they are found in real services: right ones, and wrong ones. */
public enum Ledger {
    /** Reads the balance, checks it, and writes the new one. Wrong: another client may write between the two statements. */
    CHECK_THEN_UPDATE("reads the payer's balance, checks it and writes the new one"),
    /** Reads the payer's balance with a lock, and runs again after a deadlock. */
    SELECT_FOR_UPDATE("reads the payer's balance with FOR UPDATE; runs again after a deadlock"),
    /** Writes only if the row still has the version that was read, and runs again if not. */
    VERSION_COLUMN("writes if the payer's row still has the version that was read; else runs again"),
    /** Checks and writes in one statement, and runs again after a deadlock. */
    GUARDED_UPDATE("checks and writes in one UPDATE with balance >= amount; runs again after a deadlock"),
    /** Locks both accounts in the order of their ids. */
    ORDERED_LOCKS("locks both accounts with FOR UPDATE, in the order of their ids"),
    /** Locks payer, then receiver. Wrong: two transfers in opposite directions deadlock, and one of them fails. */
    OPPOSITE_LOCKS("locks payer, then receiver with FOR UPDATE; opposite transfers deadlock"),
    /** Remembers the keys of transfers in a table where a key is unique. */
    KEY_WITH_UNIQUE_INDEX("inserts the key of a transfer into a table in which it is unique"),
    /** Remembers the keys of transfers, and looks for a key before it inserts it. Wrong: two clients may both find none. */
    KEY_WITHOUT_UNIQUE_INDEX("inserts the key of a transfer if it is not there; nothing makes it unique");

    private final String text;

    Ledger(String text) {
        this.text = text;
    }

    /**
     * How it moves money, in words.
     *
     * @return a phrase without a subject
     */
    public String text() {
        return text;
    }

    /**
     * Whether it takes the key of a transfer.
     *
     * @return true for the two ledgers that do
     */
    public boolean hasKeys() {
        return this == KEY_WITH_UNIQUE_INDEX || this == KEY_WITHOUT_UNIQUE_INDEX;
    }

    /**
     * The ledger with a name.
     *
     * @param name such as {@code check-then-update}
     * @return the ledger
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Ledger named(String name) {
        return Arrays.stream(values())
                .filter(ledger -> ledger.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown ledger '" + name + "'; there are " + Arrays.toString(values())));
    }

    /** The name, as in {@code check-then-update}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
