package dev.tvar.stm.benchmarks.engine;

/** A first-in, first-out queue that one thread fills and another empties. */
public interface SharedQueue {
    /**
     * Waits until there is room, and appends an element.
     *
     * @param element what
     */
    void put(Integer element);

    /**
     * Waits until there is an element, and takes the first off.
     *
     * @return the element
     */
    Integer take();
}
