package dev.tvar.stm.store;

import dev.tvar.stm.Txn;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is behind the variables of a store: nothing, a disk, or a storage that processes share. As it is here: nothing. */
class Backing {
    final KeySet keySet = new KeySet();

    /** The codecs that values need; null if values stay objects. */
    @Nullable
    Codecs codecs() {
        return null;
    }

    /** Called with each new slot, before anything else has it. */
    void added(Slot slot) {}

    /** Called in the transaction that is writing the slot, before the slot counts the commit. */
    void written(Txn tx, Slot slot) {
        if (slot.isCreatedBy(tx)) {
            keySet.changed(tx, slot.key.name());
        }
    }

    /** Whether transactions that write are published by another thread, and not by the engine. */
    boolean isDecidedElsewhere() {
        return false;
    }

    /** What the transaction, which has written slots, will know after its commit; null if it knows it now. */
    @Nullable
    Outcome outcome(Txn tx) {
        return null;
    }

    /** Throws if nothing can be committed any more. */
    void checkOpen() {}

    /** Returns when what was committed has arrived. */
    void flush() {}

    /** Writes a copy of what is on disk to a new file. */
    void backup(Path target) {
        throw new UnsupportedOperationException("this store has no file of its own, so it cannot be backed up to "
                + target + "; backup is for stores of TStore.open");
    }

    /** Ends it. */
    void close() {}
}
