package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import org.jspecify.annotations.Nullable;

/*
 * Goal. One key, which two kinds of writers may change: the store, which counts its commits, and any transaction through
 * the TVar that was handed out, which knows nothing of versions.
 *
 * Mechanism. The value stands in the TVar that may be handed out. Beside it stands the value that was counted last, with
 * its version. Every transaction of the store reads both; where they are not the same object, someone has written
 * through the TVar, and that is counted as one commit, there and then and in the same transaction.
 *
 * Why it is sound. Whoever gets to see a version has seen to it that it was counted for the very object that it sees; so
 * equal versions mean the same object, and a commit whose versions still hold would have seen exactly what its checkout
 * saw, had that been made now. It may be taken as made now.
 *
 * What it cannot do. Several transactions that write through the TVar between two looks of the store count as one, and
 * one that puts back the very object that was there counts as none: a TVar leaves no trace of those. (To count them
 * exactly the engine has to tell of a write; see docs/decisions.)
 */
final class Slot {
    final Key key;

    private final TVar<@Nullable Object> value;
    private final TVar<Versioned> counted;
    private final @Nullable Changes changes;

    @SuppressWarnings("NullAway") // a TVar may hold null
    Slot(Key key, Versioned initial, @Nullable Changes changes) {
        this.key = key;
        value = TVar.named(key.name(), initial.value());
        counted = TVar.named(key.name(), initial);
        this.changes = changes;
    }

    /** Value and version; counts what was written through the TVar. */
    Versioned read(Txn tx) {
        Versioned last = counted.get(tx);
        Object present = value.get(tx);
        return present == last.value() ? last : count(tx, present, last);
    }

    /** Writes a value, which is the store's own from now on, and returns its version. */
    @SuppressWarnings("NullAway") // a TVar may hold null
    long write(Txn tx, @Nullable Object stored) {
        Versioned before = read(tx);
        value.set(tx, stored);
        return count(tx, stored, before).version();
    }

    private Versioned count(Txn tx, @Nullable Object present, Versioned last) {
        Versioned next = new Versioned(present, last.version() + 1);
        counted.set(tx, next);
        if (changes != null) {
            changes.note(tx, this);
        }
        return next;
    }

    /** Value and version without counting: a version that is being counted by this look may be given out again. */
    Versioned look(ReadTxn tx) {
        Versioned last = counted.get(tx);
        Object present = value.get(tx);
        return present == last.value() ? last : new Versioned(present, last.version() + 1);
    }

    /** The object that is there at the moment. */
    @Nullable
    Object present() {
        return value.now();
    }

    /** The TVar; its values are handed out as they are. */
    @SuppressWarnings("unchecked") // the key has been declared to be of type V, and every value is checked against that
    <V> TVar<@Nullable V> variable() {
        return (TVar<@Nullable V>) (TVar<?>) value;
    }
}
