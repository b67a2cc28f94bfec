package dev.tvar.stm.store;

import dev.tvar.stm.Txn;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** What a store needs to be durable. */
final class Durability implements Backing {
    private final Codecs codecs;
    private final Changes changes = new Changes(tx -> tx.afterCommit(this::acknowledge));
    final Journal journal;

    Durability(Storage storage, Codecs codecs, SyncPolicy sync) {
        this.codecs = codecs;
        journal = new Journal(storage, codecs, changes, sync);
    }

    private void acknowledge() {
        journal.acknowledge();
    }

    @Override
    public Codecs codecs() {
        return codecs;
    }

    @Override
    public void written(Txn tx, Slot slot) {
        changes.note(tx, slot);
    }

    @Override
    public void checkOpen() {
        journal.checkOpen();
    }

    @Override
    public void checkWritten() {
        journal.checkWritten();
    }

    @Override
    public void flush() {
        journal.flush();
    }

    @Override
    public void backup(Path target) {
        journal.backup(target);
    }

    @Override
    public void close() {
        journal.close();
    }

    /** The engine that the options name, or else the one on the path. */
    static StorageProvider provider(StoreOptions options) {
        return options.storage()
                .orElseGet(() -> ServiceLoader.load(StorageProvider.class, StorageProvider.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(() -> new StorageException("TStore.open needs an engine to keep values on disk;"
                                + " add the artifact dev.tvar:stm-store-durable")));
    }
}
