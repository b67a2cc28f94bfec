package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.diagnostics.AbortKind;
import java.util.concurrent.atomic.LongAdder;

/** The counts. */
public final class Tally {
    private static final LongAdder COMMITS = new LongAdder();
    private static final LongAdder WAITS = new LongAdder();
    private static final LongAdder SNAPSHOTS = new LongAdder();

    /** By ordinal. */
    private static final LongAdder[] ABORTS = new LongAdder[AbortKind.values().length];

    static {
        for (int kind = 0; kind < ABORTS.length; kind++) {
            ABORTS[kind] = new LongAdder();
        }
    }

    private Tally() {}

    static void commit() {
        COMMITS.increment();
    }

    /** Counts a wait. */
    public static void await() {
        WAITS.increment();
    }

    /** Counts an attempt that did not commit. */
    public static void abort(AbortKind kind) {
        ABORTS[kind.ordinal()].increment();
    }

    /** Counts a snapshot that has ended. */
    public static void snapshot() {
        SNAPSHOTS.increment();
    }

    /** The number of commits counted. */
    public static long commits() {
        return COMMITS.sum();
    }

    /** The number of waits counted. */
    public static long waits() {
        return WAITS.sum();
    }

    /** The number of snapshots counted. */
    public static long snapshots() {
        return SNAPSHOTS.sum();
    }

    /** The number of aborts of a kind counted. */
    public static long aborts(AbortKind kind) {
        return ABORTS[kind.ordinal()].sum();
    }

    /** Resets all counts to zero. */
    public static void reset() {
        COMMITS.reset();
        WAITS.reset();
        SNAPSHOTS.reset();
        for (LongAdder aborts : ABORTS) {
            aborts.reset();
        }
    }
}
