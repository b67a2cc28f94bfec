package dev.tvar.stm.benchmarks.scaling;

import dev.tvar.stm.benchmarks.engine.Engines;

/** Ways to keep a transfer atomic whose scaling is predicted. */
public enum Variant {
    /** This library: commits read the clock, and who has read little and meets a newer version looks at that again. */
    OURS("tvar", Engines.TVAR),
    /** The same, but whoever meets a newer version advances the clock: what this library does after many reads. */
    LEAPS("clock advanced by readers", Engines.TVAR),
    /** A clock that every commit advances by fetch-and-add, as in TL2. */
    FETCH_AND_ADD("clock advanced by each commit", Engines.TVAR),
    /** Commits one after the other, each with a new version of every account that it changes, as in JVSTM. */
    MULTIVERSION("multi-version, serial commits", Engines.TVAR),
    /** A lock for each account. */
    ORDERED_LOCKS("ordered-locks", Engines.ORDERED_LOCKS),
    /** One lock. */
    GLOBAL_LOCK("global-lock", Engines.GLOBAL_LOCK);

    private final String label;
    private final Engines localWorkLike;

    Variant(String label, Engines localWorkLike) {
        this.label = label;
        this.localWorkLike = localWorkLike;
    }

    /**
     * The name in tables.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    /**
     * The engine whose time with one thread is taken as the local work. Variants that exist in the model only have that
     * of this library, so that nothing but the shared lines differs.
     *
     * @return the engine
     */
    public Engines localWorkLike() {
        return localWorkLike;
    }

    /**
     * Whether the variant is an engine that can be measured.
     *
     * @return false if it exists in the model only
     */
    public boolean isMeasured() {
        return this == OURS || this == ORDERED_LOCKS || this == GLOBAL_LOCK;
    }
}
