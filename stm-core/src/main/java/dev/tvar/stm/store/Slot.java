package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The value and the version of one key. The value is a variable, which may be handed out to users. It reports the first write
 * of each transaction, which then adds one to the version; so the version counts all commits. The add is blind: two
 * transactions that write the variable without reading it do not conflict.
 */
final class Slot {
    final Key key;

    private final TVar<@Nullable Object> value;
    private final TLong version;
    private final BiConsumer<Txn, Slot> onWrite;

    /**
     * Whether the key is known to have been committed; caches {@link #isKnown}. Set only after that has returned true: the
     * creation by the current transaction may still be undone. Not volatile: it changes once, and a thread that reads a stale
     * false asks again.
     */
    private boolean wasKnown;

    /**
     * Creates a slot.
     *
     * @param onWrite called in a transaction that is writing the slot, before the commit is counted
     */
    @SuppressWarnings("NullAway") // a TVar may hold null
    Slot(Key key, Versioned initial, BiConsumer<Txn, Slot> onWrite) {
        this.key = key;
        this.onWrite = onWrite;
        value = TVar.watched(key.name(), initial.value(), this::count);
        version = TLong.named(key.name(), initial.version());
    }

    private void count(Txn tx) {
        onWrite.accept(tx, this);
        version.add(tx, 1);
    }

    @Nullable
    Object value(ReadTxn tx) {
        return value.get(tx);
    }

    /** Returns whether the key was committed. The transaction depends on the answer, and not on the version. */
    boolean isKnown(ReadTxn tx) {
        return tx instanceof Txn own ? version.isAtLeast(own, 1) : version.get(tx) > 0;
    }

    Versioned read(ReadTxn tx) {
        return new Versioned(value.get(tx), version.get(tx));
    }

    long version(ReadTxn tx) {
        return version.get(tx);
    }

    /**
     * Returns the version before the write of this transaction, if any.
     *
     * @param written whether the transaction has written the slot
     */
    long committedVersion(ReadTxn tx, boolean written) {
        return written ? version.get(tx) - 1 : version.get(tx);
    }

    /** Returns whether a transaction that is about to count its commit creates the key. Only for stores that remove no keys. */
    boolean isCreatedBy(Txn tx) {
        if (!wasKnown) {
            wasKnown = isKnown(tx);
        }
        return !wasKnown;
    }

    /** Sets the value and version that the storage has. */
    @SuppressWarnings("NullAway") // a TVar may hold null
    void show(Txn tx, Versioned committed, KeySet keySet) {
        if (version.get(tx) == committed.version()) {
            return; // shown already: a version stands for one value
        }
        if (isKnown(tx) != committed.version() > 0) {
            keySet.changed(tx, key.name());
        }
        value.set(tx, committed.value());
        version.set(tx, committed.version());
    }

    /** Writes a value; the caller hands over the object. */
    @SuppressWarnings("NullAway") // a TVar may hold null
    void write(Txn tx, @Nullable Object stored) {
        value.set(tx, stored);
    }

    /** Returns the value committed last. */
    @Nullable
    Object present() {
        return value.now();
    }

    TLong versionVariable() {
        return version;
    }

    /** Returns the variable, whose values are not copied. */
    @SuppressWarnings("unchecked") // the key has been declared to be of type V, and every value is checked against that
    <V> TVar<@Nullable V> variable() {
        return (TVar<@Nullable V>) (TVar<?>) value;
    }
}
