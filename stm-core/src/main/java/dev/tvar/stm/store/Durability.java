package dev.tvar.stm.store;

import dev.tvar.stm.Txn;
import dev.tvar.stm.spi.CommitParticipant;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StorageProvider;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** The disk behind a durable store. */
final class Durability extends Backing {
    private final Codecs codecs;
    private final Changes changes = new Changes(tx -> tx.enlist(new Participant()));
    final Journal journal;

    Durability(Storage storage, Codecs codecs, SyncPolicy sync) {
        this.codecs = codecs;
        journal = new Journal(storage, changes, sync);
    }

    /** Encodes the writes of one transaction before its commit, and waits for the disk after it. */
    private final class Participant implements CommitParticipant {
        private boolean wrote;

        @Override
        public void prepare(Txn tx) {
            journal.checkOpen();
            wrote = changes.encode(tx, codecs);
        }

        @Override
        public void confirm() {
            if (wrote) {
                journal.acknowledge();
            }
        }
    }

    @Override
    Codecs codecs() {
        return codecs;
    }

    @Override
    void written(Txn tx, Slot slot) {
        super.written(tx, slot);
        changes.note(tx, slot);
    }

    @Override
    void checkOpen() {
        journal.checkOpen();
    }

    @Override
    void flush() {
        journal.flush();
    }

    @Override
    void backup(Path target) {
        journal.backup(target);
    }

    @Override
    void close() {
        journal.close();
    }

    /** Returns the engine that the options name, or else the one on the class path. */
    static StorageProvider provider(StoreOptions options) {
        return options.storage()
                .orElseGet(() -> ServiceLoader.load(StorageProvider.class, StorageProvider.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(() -> new StorageException("TStore.open needs an engine to keep values on disk;"
                                + " add the artifact dev.tvar:stm-store-durable")));
    }
}
