package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.bank.BankProgram;

/**
 * How large the random cases may be. Cases of all sizes up to these are tried.
 *
 * @param accounts how many accounts at most, 2 to 200
 * @param threads how many threads transfer at most, 1 to 16; auditors come on top
 * @param transfers how many transfers at most in one round, 1 to 100,000; there are up to ten rounds
 */
public record Sizes(int accounts, int threads, int transfers) {
    /** The largest number of transfers. */
    public static final int MOST_TRANSFERS = 100_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Sizes {
        Plan.between("accounts", accounts, BankProgram.MIN_ACCOUNTS, BankProgram.MAX_ACCOUNTS);
        Plan.between("threads", threads, 1, BankProgram.MAX_THREADS);
        Plan.between("transfers", transfers, 1, MOST_TRANSFERS);
    }
}
