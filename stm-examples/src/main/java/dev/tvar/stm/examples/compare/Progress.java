package dev.tvar.stm.examples.compare;

/** Is told how far a long run is. Only {@link #at} may be called by another thread than the one that made it. */
public interface Progress extends AutoCloseable {
    /**
     * A new piece of work begins.
     *
     * @param what what is done now
     * @param index which piece it is, from 0
     */
    void begin(String what, int index);

    /**
     * Part of the present piece is done.
     *
     * @param fraction from 0 to 1
     */
    void at(double fraction);

    /** All is done, or nothing more will be. */
    @Override
    void close();
}
