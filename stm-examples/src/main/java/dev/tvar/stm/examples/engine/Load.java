package dev.tvar.stm.examples.engine;

import java.util.SplittableRandom;

/** A list of transfers, to be made in any order. Immutable; any thread may read it. */
public final class Load {
    private static final int LARGEST_AMOUNT = 100;

    private final int[] from;
    private final int[] to;
    private final long[] amount;

    /**
     * A list of transfers; the arrays are equally long and must not be changed afterwards.
     *
     * @param from accounts to take from
     * @param to accounts to give to
     * @param amount amounts, more than 0
     */
    public Load(int[] from, int[] to, long[] amount) {
        this.from = from;
        this.to = to;
        this.amount = amount;
    }

    /**
     * Random transfers of 1 to 100 between different accounts. The same arguments give the same list.
     *
     * @param seed the seed
     * @param accounts how many accounts there are, at least 2
     * @param transfers how many transfers
     * @return the list
     */
    public static Load random(long seed, int accounts, int transfers) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] from = new int[transfers];
        int[] to = new int[transfers];
        long[] amount = new long[transfers];
        for (int i = 0; i < transfers; i++) {
            from[i] = random.nextInt(accounts);
            to[i] = (from[i] + 1 + random.nextInt(accounts - 1)) % accounts;
            amount[i] = 1 + random.nextInt(LARGEST_AMOUNT);
        }
        return new Load(from, to, amount);
    }

    /**
     * How many transfers there are.
     *
     * @return the number
     */
    public int size() {
        return amount.length;
    }

    /**
     * Makes one of the transfers.
     *
     * @param i which one, from 0
     * @param teller who makes it
     * @return false if the funds did not suffice
     */
    public boolean transfer(int i, Teller teller) {
        return teller.transfer(from[i], to[i], amount[i]);
    }
}
