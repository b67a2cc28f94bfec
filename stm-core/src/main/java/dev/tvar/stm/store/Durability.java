package dev.tvar.stm.store;

import java.util.ServiceLoader;

/** What a store needs to be durable. */
final class Durability {
    final Codecs codecs;
    final Changes changes = new Changes(tx -> tx.afterCommit(this::acknowledge));
    final Journal journal;

    Durability(Storage storage, Codecs codecs, SyncPolicy sync) {
        this.codecs = codecs;
        journal = new Journal(storage, codecs, changes, sync);
    }

    private void acknowledge() {
        journal.acknowledge();
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
