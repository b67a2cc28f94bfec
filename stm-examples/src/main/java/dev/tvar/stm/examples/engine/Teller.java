package dev.tvar.stm.examples.engine;

/** Makes transfers, one at a time, for one thread. */
@FunctionalInterface
public interface Teller {
    /**
     * Moves money if the funds suffice, and returns when that is done.
     *
     * @param from the account to take from
     * @param to the account to give to; may be the same
     * @param amount how much, more than 0
     * @return false if {@code from} held less than {@code amount}; then nothing was moved
     */
    boolean transfer(int from, int to, long amount);
}
