package dev.tvar.stm.internal.diagnostics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote which version of which variable, as far as it is remembered: one entry for each of so many places, into which
 * variables fall by their identity hash, the latest writer driving out the one before. A variable is known by hash and
 * version, so that none is kept alive; that two agree in both is possible and of no consequence.
 */
public final class LastWriters {
    private static final int PLACES = 4096;

    private record Entry(
            int variable, long version, @Nullable String transaction) {}

    private static final AtomicReferenceArray<@Nullable Entry> LATEST = new AtomicReferenceArray<>(PLACES);

    private LastWriters() {}

    /** Notes that a transaction is about to write a version of a variable. */
    public static void note(Object variable, long version, @Nullable String transaction) {
        int hash = System.identityHashCode(variable);
        LATEST.setRelease(hash % PLACES, new Entry(hash, version, transaction));
    }

    /** Who wrote this version of a variable; or, if {@code orLater}, is about to write a later one. Null if forgotten. */
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
