/** Software transactional memory: TVars, transactions, retry, orElse and snapshots. */
@SuppressWarnings("module") // the modules to which internals are exported are compiled after this one
@org.jspecify.annotations.NullMarked
module dev.tvar.stm {
    requires static jdk.jfr; // events are written where the module is present
    requires static org.jspecify;

    exports dev.tvar.stm;
    exports dev.tvar.stm.diagnostics;
    exports dev.tvar.stm.spi;
    exports dev.tvar.stm.collection;
    exports dev.tvar.stm.sync;
    exports dev.tvar.stm.store;
    exports dev.tvar.stm.store.spi;
    exports dev.tvar.stm.internal.tx to
            dev.tvar.stm.testing,
            dev.tvar.stm.testkit;
    exports dev.tvar.stm.internal.cell to
            dev.tvar.stm.testing,
            dev.tvar.stm.testkit;
    exports dev.tvar.stm.internal.seam to
            dev.tvar.stm.testing,
            dev.tvar.stm.testkit;
    exports dev.tvar.stm.internal.snapshot to
            dev.tvar.stm.testing,
            dev.tvar.stm.testkit;
    exports dev.tvar.stm.internal.text to
            dev.tvar.stm.testing,
            dev.tvar.stm.testkit;

    uses dev.tvar.stm.store.spi.StorageProvider;
}
