package dev.tvar.stm.testing.prove;

import java.util.Locale;

/** The verdict on a property of an engine; the worst last. */
public enum Verdict {
    /** No violation was seen. */
    HOLDS,
    /** The engine throws; no transaction sees wrong data. */
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
