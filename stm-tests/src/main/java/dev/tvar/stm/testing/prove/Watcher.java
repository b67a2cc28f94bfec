package dev.tvar.stm.testing.prove;

/** Is told how far a proof is. Called by the thread that runs the proof. */
public interface Watcher {
    /** Looks away. */
    Watcher NONE = (what, fraction) -> {};

    /**
     * Something more is done.
     *
     * @param what what is done now
     * @param fraction how much of all is done, from 0 to 1
     */
    void at(String what, double fraction);
}
