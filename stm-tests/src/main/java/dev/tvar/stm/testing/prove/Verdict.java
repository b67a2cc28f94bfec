package dev.tvar.stm.testing.prove;

import java.util.Locale;

/** What is known of a property on an engine; the worst last. */
public enum Verdict {
    /** Nothing else was seen. */
    HOLDS,
    /** The engine throws; nobody sees wrong data. */
    THROWS,
    /** A transaction does not end. */
    HANGS,
    /** Wrong data is seen or written, or a rule is broken. */
    FAILS;

    /** In small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
