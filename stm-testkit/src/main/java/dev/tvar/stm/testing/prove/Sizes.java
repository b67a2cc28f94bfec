package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.bank.BankProgram;

/**
 * The largest sizes of the random cases. Cases of all sizes up to these are tried.
 *
 * @param accounts the largest number of accounts, 2 to 200
 * @param threads the largest number of threads that transfer, 1 to 16, not counting auditors
 * @param transfers the largest number of transfers in one round, 1 to 100,000; there are up to ten rounds
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
