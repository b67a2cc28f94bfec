package dev.tvar.stm.testing.explore;

/**
 * Recognises that a call outside of the explorer waits for another client: a statement for a row lock, a request for a
 * reply that is held back. The explorer asks only while the call has not returned for a while, so that calls that return
 * quickly cost nothing.
 *
 * <p>All methods are called by another thread than the one that makes the call, one at a time. They must return soon, and
 * must not throw.
 */
public interface Waits {
    /**
     * Whether the call waits for a client that is interrupted between two steps, or itself waits: it cannot return before
     * that client continues. The answer should depend on the state of what is called and not on the time, so that the same
     * schedule is repeated exactly.
     *
     * @return false if the call is merely slow
     */
    boolean isBlocked();

    /**
     * Ends the call with an error if it is part of a deadlock that the other side does not resolve, or not repeatably. The
     * explorer asks the calls that wait, the latest first, whenever a call has begun to wait.
     *
     * @return whether the call was made to return
     */
    default boolean breakDeadlock() {
        return false;
    }

    /** Releases what the client of the call holds, as after its death: the schedule has ended. Does nothing by default. */
    default void abandon() {}
}
