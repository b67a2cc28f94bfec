package dev.tvar.stm.store;

import dev.tvar.stm.Txn;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is behind the variables of a store: nothing, a disk, or a storage that processes share. */
interface Backing {
    /** A store that lives in this process, and no longer than it. */
    Backing MEMORY = new Backing() {};

    /** The codecs that values need; null if values stay objects. */
    default @Nullable Codecs codecs() {
        return null;
    }

    /** Told of each new slot, before anybody else has it. */
    default void added(Slot slot) {}

    /** Told, in the transaction, that it has written the slot. */
    default void written(Txn tx, Slot slot) {}

    /** The version that the slot, which the transaction has written, has after it; to be asked by its thread, in a hook. */
    default LongSupplier versionWritten(Txn tx, Slot slot) {
        long version = slot.version(tx);
        return () -> version;
    }

    /** Throws if nothing can be committed any more. */
    default void checkOpen() {}

    /** Throws if what was committed has not arrived. */
    default void checkWritten() {}

    /** Returns when what was committed has arrived. */
    default void flush() {}

    /** Writes a copy of what is on disk to a new file. */
    default void backup(Path target) {
        throw new UnsupportedOperationException("this store has no file of its own, so it cannot be backed up to "
                + target + "; backup is for stores of TStore.open");
    }

    /** Ends it. */
    default void close() {}
}
