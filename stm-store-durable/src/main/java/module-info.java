/** The disk under {@link dev.tvar.stm.store.TStore#open}. Applications do not name it: the core finds it as a service. */
module dev.tvar.stm.store.durable {
    requires transitive dev.tvar.stm;
    requires static org.jspecify;

    exports dev.tvar.stm.store.durable;

    provides dev.tvar.stm.store.spi.StorageProvider with
            dev.tvar.stm.store.durable.LogStorageProvider;
}
