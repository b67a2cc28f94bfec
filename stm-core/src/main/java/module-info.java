/** Software transactional memory: TVars, transactions, retry, orElse and snapshots. */
@SuppressWarnings("module") // the harness is the one friend of the internals, and is not there when this is compiled
@org.jspecify.annotations.NullMarked
module dev.tvar.stm {
    requires static jdk.jfr; // events are told where it is there
    requires static org.jspecify;

    exports dev.tvar.stm;
    exports dev.tvar.stm.collection;
    exports dev.tvar.stm.sync;
    exports dev.tvar.stm.store;
    exports dev.tvar.stm.internal to
            dev.tvar.stm.testing;

    uses dev.tvar.stm.store.StorageProvider;
}
