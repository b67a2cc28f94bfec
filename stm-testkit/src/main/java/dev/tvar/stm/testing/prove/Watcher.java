package dev.tvar.stm.testing.prove;

/** Receives the progress of a proof, on the thread that runs the proof. */
public interface Watcher {
    /** Ignores the progress. */
    Watcher NONE = (what, fraction) -> {};

    /**
     * Reports progress.
     *
     * @param what the current work
     * @param fraction the completed fraction of all work, from 0 to 1
     */
    void at(String what, double fraction);
}
