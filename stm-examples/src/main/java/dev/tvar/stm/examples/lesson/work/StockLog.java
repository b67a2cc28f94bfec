package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TSortedMap;
import java.util.List;
import java.util.Locale;

/** The events of a stock, by time. The stock itself is not stored: it is the fold of all events. */
final class StockLog {
    /** Kinds of events; a delivery or a purchase changes the stock, a count sets it. */
    enum Kind {
        COUNT,
        DELIVERY,
        PURCHASE
    }

    /** An event at a time. */
    record Event(long time, Kind kind, long amount) {
        /** The stock after it, if this was the stock before. */
        long applyTo(long stock) {
            return switch (kind) {
                case COUNT -> amount;
                case DELIVERY -> stock + amount;
                case PURCHASE -> stock - amount;
            };
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + " " + amount;
        }
    }

    private final TSortedMap<Long, Event> events = TSortedMap.create();

    /** Logs an event. Logging it again changes nothing. */
    void note(Txn tx, Event event) {
        events.put(tx, event.time(), event);
    }

    long stock(ReadTxn tx) {
        return fold(List.copyOf(events.snapshot(tx).values()));
    }

    /** Applies the events in this order. */
    static long fold(List<Event> events) {
        long stock = 0;
        for (Event event : events) {
            stock = event.applyTo(stock);
        }
        return stock;
    }
}
