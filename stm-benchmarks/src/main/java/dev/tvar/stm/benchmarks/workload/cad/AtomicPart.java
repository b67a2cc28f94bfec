package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.Bag;
import dev.tvar.stm.benchmarks.engine.Space.LongVariable;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;

/** A node of the graph in a composite part. */
final class AtomicPart {
    /** The number of atomic parts that a composite part has room for. */
    static final int SLOTS = 32;

    private static final int MOST_X = 100_000;
    private static final int ID_BITS = 32;

    final CompositePart whole;

    /** Its place in the whole, from 0 to 31. */
    final int slot;

    final Integer id;
    final LongVariable x;
    final LongVariable y;

    /** The sum of x and y, which no operation changes. */
    final long sum;

    final LongVariable date;
    final Bag<Connection> to;
    final Bag<Connection> from;

    AtomicPart(Space space, CompositePart whole, int slot, Draw draw) {
        this.whole = whole;
        this.slot = slot;
        id = whole.id * SLOTS + slot;
        long left = draw.below(MOST_X);
        long right = draw.below(MOST_X);
        sum = left + right;
        x = space.number(left);
        y = space.number(right);
        date = space.number(Design.date(draw));
        to = space.bag();
        from = space.bag();
    }

    void swap(Tx tx) {
        long left = x.get(tx);
        x.set(tx, y.get(tx));
        y.set(tx, left);
    }

    /** What x and y have gained; 0 at any instant. */
    long deviation(Tx tx) {
        return x.get(tx) + y.get(tx) - sum;
    }

    /** The key in the index by date. */
    Long key(Tx tx) {
        return firstKey(date.get(tx)) + id;
    }

    /** A lower bound of the keys of a date. */
    static long firstKey(long date) {
        return date << ID_BITS;
    }
}
