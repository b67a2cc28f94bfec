package dev.tvar.stm.benchmarks.engine;

import org.jspecify.annotations.Nullable;

/** A map on which threads work; every method is one atomic operation. */
public interface SharedMap {
    /**
     * Looks a key up.
     *
     * @param key the key
     * @return its value, or null
     */
    @Nullable
    Integer get(Integer key);

    /**
     * Adds or replaces an entry.
     *
     * @param key the key
     * @param value its value
     * @return whether the key is new
     */
    boolean put(Integer key, Integer value);

    /**
     * Removes an entry.
     *
     * @param key the key
     * @return whether it was there
     */
    boolean remove(Integer key);

    /**
     * Moves the value of one key to another key, if the one is there and the other is not.
     *
     * @param from the key that loses it
     * @param to the key that gets it
     * @return whether it moved
     */
    boolean move(Integer from, Integer to);

    /**
     * The number of entries. Exact only when nobody works.
     *
     * @return the number
     */
    int size();
}
