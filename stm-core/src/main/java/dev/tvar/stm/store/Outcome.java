package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the writes of one transaction that was decided elsewhere: its thread learns it after the commit. Until
 * then a handle has versions that only the transaction saw.
 */
final class Outcome {
    private long version;
    private Map<Slot, @Nullable Object> written = Map.of();

    /** Called when the commit has succeeded. */
    void committed(long newVersion, Map<Slot, @Nullable Object> values) {
        version = newVersion;
        written = new HashMap<>(values);
    }

    /** The bases with what the store holds now, where they are what the transaction has left there. */
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

    /** The store may hold an object of its own for the value, or a later value already. */
    private Versioned now(Slot slot, Versioned provisional) {
        Versioned now = STM.snapshot(slot::read);
        return now.version() == version ? now : new Versioned(provisional.value(), version);
    }
}
