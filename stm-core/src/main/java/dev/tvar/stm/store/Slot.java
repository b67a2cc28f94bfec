package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One key: a variable, which may be handed out, and its version. The variable tells of its writes, and each transaction that
 * writes it adds one to the version; so versions count commits, whoever makes them. The add is blind: two transactions that
 * write the variable without reading it do not conflict.
 */
final class Slot {
    final Key key;

    private final TVar<@Nullable Object> value;
    private final TLong version;
    private final BiConsumer<Txn, Slot> onWrite;

    /**
     * A key.
     *
     * @param onWrite told, in the transaction, that it has written the slot
     */
    @SuppressWarnings("NullAway") // a TVar may hold null
    Slot(Key key, Versioned initial, BiConsumer<Txn, Slot> onWrite) {
        this.key = key;
        this.onWrite = onWrite;
        value = TVar.watched(key.name(), initial.value(), this::count);
        version = TLong.named(key.name(), initial.version());
    }

    private void count(Txn tx) {
        version.add(tx, 1);
        onWrite.accept(tx, this);
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

    /** Shows what has been committed elsewhere. */
    @SuppressWarnings("NullAway") // a TVar may hold null
    void show(Txn tx, Versioned committed) {
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
