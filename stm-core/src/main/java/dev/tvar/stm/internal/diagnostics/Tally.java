package dev.tvar.stm.internal.diagnostics;

import dev.tvar.stm.AbortKind;
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

    static void await() {
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

    /** How many commits were counted. */
    public static long commits() {
        return COMMITS.sum();
    }

    /** How many waits were counted. */
    public static long waits() {
        return WAITS.sum();
    }

    /** How many snapshots were counted. */
    public static long snapshots() {
        return SNAPSHOTS.sum();
    }

    /** How many aborts of a kind were counted. */
    public static long aborts(AbortKind kind) {
        return ABORTS[kind.ordinal()].sum();
    }

    /** Begins again from zero. */
    public static void reset() {
        COMMITS.reset();
        WAITS.reset();
        SNAPSHOTS.reset();
        for (LongAdder aborts : ABORTS) {
            aborts.reset();
        }
    }
}
