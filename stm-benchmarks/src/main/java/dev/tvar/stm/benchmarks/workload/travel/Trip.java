package dev.tvar.stm.benchmarks.workload.travel;

import dev.tvar.stm.benchmarks.engine.Access;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.Arrays;

/** The drawn arguments of a transaction: a customer, and some offers with an amount for each. */
final class Trip {
    /** The number of different prices. */
    static final int PRICES = 5;

    /** The accesses of updates and bookings, by the set of drawn tables. */
    private static final Access[] UPDATES = new Access[1 << Agency.KINDS];

    private static final Access[] BOOKINGS = new Access[1 << Agency.KINDS];

    static {
        for (int tables = 0; tables < UPDATES.length; tables++) {
            UPDATES[tables] = new Access(0, tables);
            BOOKINGS[tables] = UPDATES[tables].andWriting(Agency.CUSTOMERS);
        }
    }

    final int[] kinds;
    final Integer[] offers;

    /** The new price of each offer in an update that adds, and 0 in one that removes. */
    final long[] prices;

    Integer customer;
    int count;

    /** What an update and a booking write. */
    Access updating = UPDATES[0];

    Access booking = BOOKINGS[0];

    /** For transactions on up to {@code most} offers. */
    Trip(int most, Integer anyone) {
        kinds = new int[most];
        offers = new Integer[most];
        prices = new long[most];
        Arrays.fill(offers, anyone);
        customer = anyone;
    }

    /**
     * Draws everything anew.
     *
     * @param keys all keys, in order
     * @param range how many of them are drawn
     */
    void draw(Draw draw, Integer[] keys, int range) {
        customer = keys[draw.below(range)];
        count = 1 + draw.below(kinds.length);
        int tables = 0;
        for (int i = 0; i < count; i++) {
            long drawn = draw.next();
            offers[i] = keys[Draw.upper(drawn, range)];
            int rest = (int) (drawn & 0xFFFF);
            kinds[i] = rest % Agency.KINDS;
            tables |= 1 << kinds[i];
            prices[i] = (rest & 0x8000) == 0 ? 0 : price(rest / Agency.KINDS);
        }
        updating = UPDATES[tables];
        booking = BOOKINGS[tables];
    }

    /** A price from 50 to 90. */
    static long price(int drawn) {
        return 50 + 10 * (drawn % PRICES);
    }
}
