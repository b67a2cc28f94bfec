package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of a store, with a slot for each key that was ever used, known or not. */
final class Keys {
    private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();
    private final Backing backing;

    Keys(Backing backing) {
        this.backing = backing;
    }

    Slot slot(String key) {
        Slot present = slots.get(key);
        return present != null ? present : slot(key, Versioned.NEVER);
    }

    Slot slot(String key, Versioned initial) {
        return slots.computeIfAbsent(key, name -> newSlot(name, initial));
    }

    private Slot newSlot(String key, Versioned initial) {
        Slot slot = new Slot(new Key(key, backing.codecs()), initial, backing::written);
        backing.added(slot);
        return slot;
    }

    long version(String key) {
        return STM.snapshot(tx -> version(tx, key));
    }

    /** Returns the version. Only a transaction, which must depend on the answer, creates the slot of an unknown key. */
    private long version(ReadTxn tx, String key) {
        Slot slot = tx instanceof Txn ? slot(key) : slots.get(key);
        return slot == null ? 0 : slot.version(tx);
    }

    SortedSet<String> names() {
        return STM.snapshot(tx -> {
            backing.keySet.dependOn(tx);
            SortedSet<String> names = new TreeSet<>();
            for (Slot slot : slots.values()) {
                if (slot.isKnown(tx)) {
                    names.add(slot.key.name());
                }
            }
            return Collections.unmodifiableSortedSet(names);
        });
    }

    StoreSnapshot snapshot() {
        return STM.snapshot(tx -> {
            backing.keySet.dependOn(tx);
            StoreSnapshot snapshot = new StoreSnapshot();
            for (Slot slot : slots.values()) {
                Versioned versioned = slot.read(tx);
                if (versioned.version() > 0) {
                    snapshot.add(slot.key, versioned);
                }
            }
            return snapshot;
        });
    }

    /** Returns the values and versions of these keys in the transaction or snapshot, in the order given. */
    Map<Slot, Versioned> read(ReadTxn tx, Collection<String> keys) {
        Map<Slot, Versioned> read = new LinkedHashMap<>();
        for (String key : keys) {
            Slot slot = slot(key);
            read.put(slot, slot.read(tx));
        }
        return read;
    }
}
