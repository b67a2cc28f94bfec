package dev.tvar.stm.internal.diagnostics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the transaction that wrote a version of a variable: a table of fixed size, indexed by the identity hash of
 * the variable; the latest writer replaces the previous entry of its slot. A variable is identified by hash and
 * version, so that none is kept alive; two variables may agree in both, which only makes a reported name wrong.
 */
public final class LastWriters {
    private static final int PLACES = 4096;

    private record Entry(
            int variable, long version, @Nullable String transaction) {}

    private static final AtomicReferenceArray<@Nullable Entry> LATEST = new AtomicReferenceArray<>(PLACES);

    private LastWriters() {}

    /** Records that a transaction is about to write a version of a variable. */
    public static void note(Object variable, long version, @Nullable String transaction) {
        int hash = System.identityHashCode(variable);
        LATEST.setRelease(hash % PLACES, new Entry(hash, version, transaction));
    }

    /**
     * The transaction that wrote this version of a variable or, if {@code orLater}, that wrote or is about to write a
     * later one. Null if the entry was replaced.
     */
    public static @Nullable String of(Object variable, long version, boolean orLater) {
        int hash = System.identityHashCode(variable);
        Entry entry = LATEST.getAcquire(hash % PLACES);
        if (entry == null || entry.variable != hash) {
            return null;
        }
        boolean known = orLater ? entry.version > version : entry.version == version;
        if (!known) {
            return null;
        }
        return entry.transaction == null ? CallSite.UNNAMED : entry.transaction;
    }
}
