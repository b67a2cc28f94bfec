package dev.tvar.stm.benchmarks.engine;

/**
 * One way to keep shared data in order: this library, a peer, locks, actors. It opens what the workloads work on; which
 * of these it can open stands in {@link Engines}.
 */
interface Engine {
    /**
     * Opens accounts, numbered from 0.
     *
     * @param count how many
     * @param opening the opening balance of each
     * @return the accounts
     */
    default Accounts accounts(int count, long opening) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no accounts");
    }

    /**
     * Opens a counter that stands at 0.
     *
     * @return the counter
     */
    default Counter counter() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no counter");
    }

    /**
     * Opens places to hand numbers over, numbered from 0, all empty.
     *
     * @param count how many
     * @return the places
     */
    default Places places(int count) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no places");
    }

    /**
     * Opens an empty map.
     *
     * @return the map
     */
    default SharedMap map() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no map");
    }

    /**
     * Opens a queue between two threads.
     *
     * @param capacity the greatest number of elements
     * @return an empty queue
     */
    default SharedQueue queue(int capacity) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no queue");
    }

    /**
     * Opens a closed gate.
     *
     * @return the gate
     */
    default Gate gate() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no gate");
    }
}
