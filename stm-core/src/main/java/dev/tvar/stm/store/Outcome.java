package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The version of the writes of one transaction on a shared store, which the storage assigns at the commit. Until then a handle
 * holds provisional versions.
 */
final class Outcome {
    private long version;
    private Map<Slot, @Nullable Object> written = Map.of();

    /** Records a successful commit. */
    void committed(long newVersion, Map<Slot, @Nullable Object> values) {
        version = newVersion;
        written = new HashMap<>(values);
    }

    /** Returns the bases with the assigned version for each value that is the last write of the transaction. */
    Bases settle(Bases provisional) {
        Map<Slot, Bases.Base> settled = new HashMap<>();
        provisional.bySlot().forEach((slot, base) -> {
            boolean isLast = written.containsKey(slot)
                    && written.get(slot) == base.versioned().value();
            if (isLast) {
                settled.put(slot, new Bases.Base(now(slot, base.versioned()), base.settled()));
            }
        });
        return provisional.with(settled);
    }

    /** Prefers the object in the mirror, which decoded its own, unless a later commit has replaced it. */
    private Versioned now(Slot slot, Versioned provisional) {
        Versioned now = STM.snapshot(slot::read);
        return now.version() == version ? now : new Versioned(provisional.value(), version);
    }
}
