package dev.tvar.stm.benchmarks.engine;

/** Places through which one thread hands numbers to another; each holds one number or nothing. */
public interface Places {
    /**
     * Waits until the place is empty, and fills it.
     *
     * @param place which
     * @param number what; not 0
     */
    void put(int place, long number);

    /**
     * Waits until the place is full, and empties it.
     *
     * @param place which
     * @return what it held
     */
    long take(int place);
}
