package dev.tvar.stm.internal.cell;

import org.jspecify.annotations.Nullable;

/**
 * The memory that every commit reads: the clock and the list of open snapshots, on one cache line. A thread that opens a
 * snapshot changes both. If they were on two lines, the next commit would miss both.
 *
 * <p>The superclasses keep the two together, and other objects off their line: the JVM lays out the fields of a superclass
 * first, those of one class by size, and fills gaps of a superclass with fields of a subclass.
 */
public final class Shared extends SharedFields {
    /** The only one. */
    public static final Shared LINE = new Shared();

    @SuppressWarnings("unused") // takes up memory
    private long after1, after2, after3, after4, after5, after6, after7, after8;
    @SuppressWarnings("unused")
    private long after9, after10, after11, after12, after13, after14, after15, after16;

    private Shared() {}
}

/** The lines before: that of the header, and one that the processor may fetch together with the next. */
class SharedPadding {
    @SuppressWarnings("unused") // takes up memory: the gap after the header
    private int before;

    @SuppressWarnings("unused")
    private long before1, before2, before3, before4, before5, before6, before7, before8;
    @SuppressWarnings("unused")
    private long before9, before10, before11, before12, before13, before14, before15, before16;
}

class SharedFields extends SharedPadding {
    /** The clock. */
    volatile long time;

    /** The newest open snapshot. Snapshots casts it, since this package knows no snapshots. */
    public volatile @Nullable Object open;
}
