package dev.tvar.stm.examples.compare;

/** Receives the progress of a long run. Only {@link #at} may be called by a thread other than its creator. */
public interface Progress extends AutoCloseable {
    /**
     * Reports the start of a piece of work.
     *
     * @param what the piece of work
     * @param index its number, from 0
     */
    void begin(String what, int index);

    /**
     * Reports the progress of the current piece.
     *
     * @param fraction from 0 to 1
     */
    void at(double fraction);

    /** Reports the end of the run, complete or not. */
    @Override
    void close();
}
