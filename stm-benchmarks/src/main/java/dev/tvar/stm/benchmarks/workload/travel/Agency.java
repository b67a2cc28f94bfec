package dev.tvar.stm.benchmarks.workload.travel;

import dev.tvar.stm.benchmarks.engine.Access;
import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.Table;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.engine.Space.Variable;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A travel agency with tables of cars, flights, rooms and customers, after the description of <i>vacation</i> in Cao Minh, Chung,
 * Kozyrakis, Olukotun, "STAMP: Stanford Transactional Applications for Multi-Processing", IISWC 2008. No code of the original
 * is used. Tables are hash maps here and red-black trees there.
 *
 * <p>Each method is one transaction and returns the money or capacity that it moved, for the {@link Books}.
 */
final class Agency {
    /** The tables, which are also the parts that medium-grained locks guard. */
    static final int CARS = 0;

    static final int FLIGHTS = 1;
    static final int ROOMS = 2;

    /** The number of tables of offers. */
    static final int KINDS = 3;

    static final int CUSTOMERS = 3;
    private static final Access EVERYTHING = Access.writing(CARS, FLIGHTS, ROOMS, CUSTOMERS);
    static final Access READING = Access.reading(CARS, FLIGHTS, ROOMS, CUSTOMERS);

    /** An update adds or removes so much capacity. */
    static final long LOT = 100;

    private static final int MOST_LOTS = 5;

    final Space space;
    final Integer[] keys;
    final List<Table<Integer, Offer>> offers;

    /** The latest booking of each customer, or {@link Booking#NONE}. */
    final Table<Integer, Variable<Booking>> customers;

    /** The capacity at the beginning. */
    final long capacity;

    /** Opens an agency with so many rows in each table. */
    Agency(Space space, int rows) {
        this.space = space;
        keys = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
        offers = Stream.generate(() -> space.<Integer, Offer>table())
                .limit(KINDS)
                .toList();
        customers = space.table();
        Draw draw = new Draw(rows);
        long opened = 0;
        for (Integer key : keys) {
            opened += open(key, draw.next());
        }
        capacity = opened;
    }

    private long open(Integer key, long drawn) {
        return space.run(EVERYTHING, tx -> {
            Draw draw = Draw.seeded(drawn);
            customers.put(tx, key, space.variable(Booking.NONE));
            long opened = 0;
            for (Table<Integer, Offer> table : offers) {
                long lots = LOT * (1 + draw.below(MOST_LOTS));
                table.put(tx, key, Offer.open(space, lots, Trip.price(draw.below(Trip.PRICES))));
                opened += lots;
            }
            return opened;
        });
    }

    /** Looks at all offers of a trip and books the dearest of each kind that is free; returns the sum of their prices. */
    long book(Trip trip) {
        return space.run(trip.booking, tx -> {
            int[] best = {-1, -1, -1};
            long[] highest = new long[KINDS];
            for (int i = 0; i < trip.count; i++) {
                int kind = trip.kinds[i];
                Offer offer = offers.get(kind).get(tx, trip.offers[i]);
                long price = offer == null ? 0 : offer.price().get(tx);
                if (offer != null && price > highest[kind] && offer.free().get(tx) > 0) {
                    highest[kind] = price;
                    best[kind] = i;
                }
            }
            return book(tx, trip, best, highest);
        });
    }

    private long book(Tx tx, Trip trip, int[] best, long[] prices) {
        Variable<Booking> customer = customers.get(tx, trip.customer);
        Booking latest = customer == null ? Booking.NONE : customer.get(tx);
        long sum = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            if (best[kind] >= 0) {
                Integer key = trip.offers[best[kind]];
                existing(tx, kind, key).take(tx);
                latest = new Booking(kind, key, prices[kind], latest);
                sum += prices[kind];
            }
        }
        if (sum > 0) {
            if (customer == null) {
                customers.put(tx, trip.customer, space.variable(latest));
            } else {
                customer.set(tx, latest);
            }
        }
        return sum;
    }

    /** An offer that is in its table, because something of it is free or used. */
    private Offer existing(Tx tx, int kind, Integer key) {
        Offer offer = offers.get(kind).get(tx, key);
        if (offer == null) {
            throw new IllegalStateException("LAW BROKEN: offer %d of table %d has vanished".formatted(key, kind));
        }
        return offer;
    }

    /** Deletes a customer, gives back all bookings, and returns the bill; 0 if there is no such customer. */
    long delete(Trip trip) {
        return space.run(EVERYTHING, tx -> {
            Variable<Booking> customer = customers.get(tx, trip.customer);
            if (customer == null) {
                return 0;
            }
            long bill = 0;
            for (Booking booking = customer.get(tx); booking != Booking.NONE; booking = booking.next) {
                bill += booking.price;
                existing(tx, booking.kind, booking.offer).giveBack(tx);
            }
            customers.remove(tx, trip.customer);
            return bill;
        });
    }

    /** Adds capacity to some offers at a new price, and removes free capacity of others; returns the capacity added. */
    long update(Trip trip) {
        return space.run(trip.updating, tx -> {
            long added = 0;
            for (int i = 0; i < trip.count; i++) {
                Table<Integer, Offer> table = offers.get(trip.kinds[i]);
                added += trip.prices[i] > 0
                        ? extend(tx, table, trip.offers[i], trip.prices[i])
                        : reduce(tx, table, trip.offers[i]);
            }
            return added;
        });
    }

    private long extend(Tx tx, Table<Integer, Offer> table, Integer key, long price) {
        Offer offer = table.get(tx, key);
        if (offer == null) {
            table.put(tx, key, Offer.open(space, LOT, price));
        } else {
            offer.extend(tx, LOT);
            offer.price().set(tx, price);
        }
        return LOT;
    }

    /** An offer without any capacity leaves its table. */
    private static long reduce(Tx tx, Table<Integer, Offer> table, Integer key) {
        Offer offer = table.get(tx, key);
        if (offer == null || offer.free().get(tx) < LOT) {
            return 0;
        }
        offer.extend(tx, -LOT);
        if (offer.total().get(tx) == 0) {
            table.remove(tx, key);
        }
        return -LOT;
    }
}
