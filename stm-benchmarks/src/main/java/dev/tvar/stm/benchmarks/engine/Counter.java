package dev.tvar.stm.benchmarks.engine;

/** A number that threads count up; methods may be called by any thread. */
public interface Counter {
    /** Adds 1, in whatever way the engine does that best. */
    void add();

    /** Reads the number and writes the next one, as a body with more to do would have to. */
    void readAndWrite();

    /**
     * The present number.
     *
     * @return the number
     */
    long value();
}
