package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.seam.Seam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A counter to which transactions add without conflict: each thread adds to its own part while there are enough parts.
 */
final class StripedCount {
    private static final int PARTS = 16;

    private final TLong[] parts = new TLong[PARTS];

    /** Creates a counter with this value; its parts all have this name, or none. */
    StripedCount(@Nullable String name, long initial) {
        Arrays.setAll(parts, i -> part(name, i == 0 ? initial : 0));
    }

    private static TLong part(@Nullable String name, long initial) {
        return name == null ? TLong.of(initial) : TLong.named(name, initial);
    }

    void add(Txn tx, long delta) {
        parts[Seam.threadNumber() & (PARTS - 1)].add(tx, delta);
    }

    long get(ReadTxn tx) {
        long sum = 0;
        for (TLong part : parts) {
            sum += part.get(tx);
        }
        return sum;
    }
}
