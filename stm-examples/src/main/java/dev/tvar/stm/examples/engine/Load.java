package dev.tvar.stm.examples.engine;

import java.util.SplittableRandom;

/** A list of transfers, to be made in any order. Immutable; any thread may read it. */
public final class Load {
    private static final int LARGEST_AMOUNT = 100;

    /** Of a hot load, one transfer in this number does not use the hot account. */
    private static final int COLD_ONES = 10;

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
     * Random transfers as {@link #random} makes them, of which nine in ten take from account 0 or give to it.
     *
     * @param seed the seed
     * @param accounts how many accounts there are, at least 2
     * @param transfers how many transfers
     * @return the list
     */
    public static Load hot(long seed, int accounts, int transfers) {
        Load load = random(seed, accounts, transfers);
        for (int i = 0; i < transfers; i++) {
            if (i % COLD_ONES != 0) {
                int[] side = load.amount[i] % 2 == 0 ? load.from : load.to;
                int[] other = side == load.from ? load.to : load.from;
                side[i] = 0;
                other[i] = other[i] == 0 ? 1 : other[i];
            }
        }
        return load;
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
     * The account that one of the transfers takes from.
     *
     * @param i which one, from 0
     * @return the number of the account
     */
    public int from(int i) {
        return from[i];
    }

    /**
     * The account that one of the transfers gives to.
     *
     * @param i which one, from 0
     * @return the number of the account
     */
    public int to(int i) {
        return to[i];
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
