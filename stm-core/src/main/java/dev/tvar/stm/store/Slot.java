package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One key: a variable, which may be handed out, and its version. The variable reports its writes, and each transaction that
 * writes it adds one to the version; so versions count all commits. The add is blind: two transactions that
 * write the variable without reading it do not conflict.
 */
final class Slot {
    final Key key;

    private final TVar<@Nullable Object> value;
    private final TLong version;
    private final BiConsumer<Txn, Slot> onWrite;

    /** Spares a question. Not volatile: once true it stays true, and a thread that sees false asks. */
    private boolean wasKnown;

    /**
     * A key.
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

    /** Whether the key was committed; a transaction depends on the answer only. */
    boolean isKnown(ReadTxn tx) {
        return tx instanceof Txn own ? version.isAtLeast(own, 1) : version.get(tx) > 0;
    }

    Versioned read(ReadTxn tx) {
        return new Versioned(value.get(tx), version.get(tx));
    }

    long version(ReadTxn tx) {
        return version.get(tx);
    }

    /** The version before this transaction, which has written the slot or not. */
    long committedVersion(ReadTxn tx, boolean written) {
        return written ? version.get(tx) - 1 : version.get(tx);
    }

    /** Whether a transaction that is about to count its commit creates the key. Only for stores that remove no keys. */
    boolean isCreatedBy(Txn tx) {
        if (!wasKnown) {
            wasKnown = isKnown(tx);
        }
        return !wasKnown;
    }

    /** Shows what has been committed elsewhere. */
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

    /** Writes a value, which is the store's own from now on. */
    @SuppressWarnings("NullAway") // a TVar may hold null
    void write(Txn tx, @Nullable Object stored) {
        value.set(tx, stored);
    }

    /** The object that is there at the moment. */
    @Nullable
    Object present() {
        return value.now();
    }

    TLong versionVariable() {
        return version;
    }

    /** The TVar; its values are handed out as they are. */
    @SuppressWarnings("unchecked") // the key has been declared to be of type V, and every value is checked against that
    <V> TVar<@Nullable V> variable() {
        return (TVar<@Nullable V>) (TVar<?>) value;
    }
}
