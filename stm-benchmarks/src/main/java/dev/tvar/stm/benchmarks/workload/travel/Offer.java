package dev.tvar.stm.benchmarks.workload.travel;

import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.LongVariable;
import dev.tvar.stm.benchmarks.engine.Space.Tx;

/** A car, flight or room type that customers book. */
record Offer(LongVariable total, LongVariable used, LongVariable free, LongVariable price) {
    static Offer open(Space space, long capacity, long price) {
        return new Offer(space.number(capacity), space.number(0), space.number(capacity), space.number(price));
    }

    /** Takes one; at least one must be free. */
    void take(Tx tx) {
        free.add(tx, -1);
        used.add(tx, 1);
    }

    /** Gives one back. */
    void giveBack(Tx tx) {
        used.add(tx, -1);
        free.add(tx, 1);
    }

    /** Changes the capacity; at least that many must be free if it shrinks. */
    void extend(Tx tx, long by) {
        total.add(tx, by);
        free.add(tx, by);
    }
}
