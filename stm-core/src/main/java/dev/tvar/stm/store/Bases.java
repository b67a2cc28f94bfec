package dev.tvar.stm.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of the store on which a {@link Checkout} is based: for each key the value and version that it last read or wrote.
 * Immutable. A handle keeps its bases in a variable, so a change is undone with the transaction or nested part that made it.
 */
record Bases(Map<Slot, Base> bySlot) {
    /** A value that was set in a handle. Compared by identity: setting an equal value again is another edit. */
    static final class Edit {
        final @Nullable Object value;

        Edit(@Nullable Object value) {
            this.value = value;
        }
    }

    /**
     * The base of one key.
     *
     * @param versioned the value and version read or committed last; the store's own object, which must not be handed out
     * @param settled the last edit that needs no commit: it is committed, or was replaced by a pull
     */
    record Base(Versioned versioned, @Nullable Edit settled) {
        /**
         * Returns whether the store still holds this value. Comparing the version is not enough: the key may have been checked
         * out in a transaction that was undone afterwards, or wrote the key again, and a later commit reaches the same version.
         */
        boolean isStill(Versioned now) {
            return versioned.version() == now.version() && versioned.value() == now.value();
        }

        VersionMove moveTo(Versioned now) {
            return new VersionMove(versioned.version(), now.version());
        }

        boolean isUnsettled(@Nullable Edit edit) {
            return edit != null && edit != settled;
        }
    }

    static Bases of(Map<Slot, Versioned> read) {
        Map<Slot, Base> bySlot = new LinkedHashMap<>();
        read.forEach((slot, versioned) -> bySlot.put(slot, new Base(versioned, null)));
        return new Bases(bySlot);
    }

    Base of(Slot slot) {
        return Objects.requireNonNull(bySlot.get(slot));
    }

    /** Returns a copy in which {@code others} replace the bases of their slots. */
    Bases with(Map<Slot, Base> others) {
        Map<Slot, Base> all = new LinkedHashMap<>(bySlot);
        all.putAll(others);
        return new Bases(all);
    }
}
