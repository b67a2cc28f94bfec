package dev.tvar.stm.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Checkout} is based on: for each of its keys, what it has seen of the store or written to it last. Immutable. A
 * handle keeps it in a variable, so that it is undone together with the transaction, or the nested part, in which it changed.
 */
record Bases(Map<Slot, Base> bySlot) {
    /** A value that was set in a handle; each is equal to itself only. */
    static final class Edit {
        final @Nullable Object value;

        Edit(@Nullable Object value) {
            this.value = value;
        }
    }

    /**
     * What a handle is based on for one key.
     *
     * @param versioned what the store held or, after a commit, holds: the store's own object, not to be given out
     * @param settled the edit that needs no commit any more: it is committed, or was replaced by a pull
     */
    record Base(Versioned versioned, @Nullable Edit settled) {
        /**
         * Whether the store still holds that. The version alone does not tell: a transaction may have been undone, or have
         * written the key once more, after it was checked out there.
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

    /** These, with others in place of some. */
    Bases with(Map<Slot, Base> others) {
        Map<Slot, Base> all = new LinkedHashMap<>(bySlot);
        all.putAll(others);
        return new Bases(all);
    }
}
