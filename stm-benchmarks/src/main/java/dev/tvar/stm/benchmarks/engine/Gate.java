package dev.tvar.stm.benchmarks.engine;

/** Something that many threads wait for. */
public interface Gate {
    /** Waits until the gate is open. */
    void pass();

    /**
     * Opens the gate for all.
     *
     * @param waiting those who wait; only needed by an engine that does not know them itself
     */
    void open(Thread[] waiting);
}
