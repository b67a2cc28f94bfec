package dev.tvar.stm.benchmarks.workload.travel;

/** A booking of a customer, with the price of its day. */
final class Booking {
    /** The end of each list of bookings. */
    static final Booking NONE = new Booking();

    /** The table of the offer: {@link Agency#CARS}, {@link Agency#FLIGHTS} or {@link Agency#ROOMS}. */
    final int kind;

    /** Its key. */
    final Integer offer;

    final long price;

    /** The customer's booking before it, or {@link #NONE}. */
    final Booking next;

    private Booking() {
        kind = -1;
        offer = -1;
        price = 0;
        next = this;
    }

    Booking(int kind, Integer offer, long price, Booking next) {
        this.kind = kind;
        this.offer = offer;
        this.price = price;
        this.next = next;
    }
}
