package dev.tvar.stm.benchmarks.workload.travel;

import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.engine.Space.Variable;
import dev.tvar.stm.benchmarks.workload.Invariant;

/** The laws of an agency, checked while no thread works; each of them fails with a message of its own. */
final class Books {
    private final Agency agency;

    /** What customers hold, by table and key. */
    private final long[][] booked;

    private long owed;

    Books(Agency agency) {
        this.agency = agency;
        booked = new long[Agency.KINDS][agency.keys.length];
        agency.space.run(Agency.READING, this::addUp);
    }

    private long addUp(Tx tx) {
        for (Integer key : agency.keys) {
            Variable<Booking> customer = agency.customers.get(tx, key);
            Booking booking = customer == null ? Booking.NONE : customer.get(tx);
            for (; booking != Booking.NONE; booking = booking.next) {
                booked[booking.kind][booking.offer]++;
                owed += booking.price;
            }
        }
        return owed;
    }

    /** A law of each offer. */
    private interface Rule {
        void check(Tx tx, int kind, Integer key, Offer offer);
    }

    private void forEachOffer(Rule rule) {
        agency.space.run(Agency.READING, tx -> {
            for (int kind = 0; kind < Agency.KINDS; kind++) {
                for (Integer key : agency.keys) {
                    Offer offer = agency.offers.get(kind).get(tx, key);
                    if (offer != null) {
                        rule.check(tx, kind, key, offer);
                    }
                }
            }
            return 0;
        });
    }

    private static String name(String what, int kind, Integer key) {
        return "%s of offer %d in table %d".formatted(what, key, kind);
    }

    /** Used and free places are all places. */
    void everyPlaceIsUsedOrFree() {
        forEachOffer((tx, kind, key, offer) -> Invariant.check(
                name("used and free places", kind, key),
                offer.total().get(tx),
                offer.used().get(tx) + offer.free().get(tx)));
    }

    /** No number of places is negative. */
    void nothingIsNegative() {
        forEachOffer((tx, kind, key, offer) -> {
            long least = Math.min(
                    offer.total().get(tx),
                    Math.min(offer.used().get(tx), offer.free().get(tx)));
            Invariant.check(name("places below zero", kind, key), 0, Math.max(0, -least));
        });
    }

    /** A place is used exactly if a customer holds it; an offer that left its table has no used places. */
    void everyUsedPlaceIsBooked() {
        long[][] used = new long[Agency.KINDS][agency.keys.length];
        forEachOffer((tx, kind, key, offer) -> used[kind][key] = offer.used().get(tx));
        for (int kind = 0; kind < Agency.KINDS; kind++) {
            for (Integer key : agency.keys) {
                Invariant.check(name("booked places", kind, key), used[kind][key], booked[kind][key]);
            }
        }
    }

    /**
     * Customers owe the prices of all bookings without the bills of deleted customers.
     *
     * @param due what the threads counted
     */
    void billsAddUp(long due) {
        Invariant.check("money owed by customers", due, owed);
    }

    /**
     * No capacity is lost.
     *
     * @param added what the threads counted
     */
    void capacityAddsUp(long added) {
        long[] total = {0};
        forEachOffer((tx, kind, key, offer) -> total[0] += offer.total().get(tx));
        Invariant.check("capacity of all offers", agency.capacity + added, total[0]);
    }

    /** All laws. */
    void check(long due, long added) {
        everyPlaceIsUsedOrFree();
        nothingIsNegative();
        everyUsedPlaceIsBooked();
        billsAddUp(due);
        capacityAddsUp(added);
    }
}
