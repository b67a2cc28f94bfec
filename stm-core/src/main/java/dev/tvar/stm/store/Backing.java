package dev.tvar.stm.store;

import dev.tvar.stm.Txn;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The storage behind the variables of a store: none (this class), a disk, or a storage shared by processes. */
class Backing {
    final KeySet keySet = new KeySet();

    /** Returns the codecs of the store; null if values are not encoded. */
    @Nullable
    Codecs codecs() {
        return null;
    }

    /** Called with each new slot, before it is published. */
    void added(Slot slot) {}

    /** Called in the transaction that is writing the slot, before the slot counts the commit. */
    void written(Txn tx, Slot slot) {
        if (slot.isCreatedBy(tx)) {
            keySet.changed(tx, slot.key.name());
        }
    }

    /** Returns whether writes are published by another thread, and not by the engine. */
    boolean isDecidedElsewhere() {
        return false;
    }

    /** Returns the future outcome of a transaction that has written slots; null if its versions are final already. */
    @Nullable
    Outcome outcome(Txn tx) {
        return null;
    }

    /** Throws if the store accepts no more commits. */
    void checkOpen() {}

    /** Waits until all earlier commits are stored. */
    void flush() {}

    /** Writes a copy of the stored values to a new file. */
    void backup(Path target) {
        throw new UnsupportedOperationException("this store has no file of its own, so it cannot be backed up to "
                + target + "; backup is for stores of TStore.open");
    }

    /** Closes the storage. */
    void close() {}
}
