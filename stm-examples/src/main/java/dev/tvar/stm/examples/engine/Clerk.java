package dev.tvar.stm.examples.engine;

import java.time.Duration;

/** A teller that can also wait for funds, and fail between withdrawal and deposit. For one thread. */
public interface Clerk extends Teller {
    /**
     * Moves money as soon as the funds suffice, and returns when that is done.
     *
     * @param from the account to take from
     * @param to the account to give to
     * @param amount the amount, more than 0
     * @param patience the limit of the wait for the funds
     * @return false if {@code from} held less for that long, or the thread was interrupted; then nothing was moved
     */
    boolean transferWhenFunded(int from, int to, long amount, Duration patience);

    /**
     * Begins a transfer, and fails after the withdrawal, before the deposit. The engine determines the fate of the
     * money.
     *
     * @param from the account to take from
     * @param to the account whose deposit never comes
     * @param amount how much, more than 0
     * @return false if {@code from} held less than {@code amount}; then nothing was begun and nothing failed
     */
    boolean dieHalfWay(int from, int to, long amount);
}
