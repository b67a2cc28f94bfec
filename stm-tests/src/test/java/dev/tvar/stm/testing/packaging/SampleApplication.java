package dev.tvar.stm.testing.packaging;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.store.TStore;
import java.time.Duration;

/** An application in a container that uses the library in many ways on the calling thread. Instantiated through the name of its class. */
public final class SampleApplication implements Runnable {
    private final TLong count = TLong.named("count", 0);
    private final TVar<Object> value = TVar.named("value", new Object());

    /** Called by the container. */
    public SampleApplication() {}

    @Override
    public void run() {
        transactions();
        waits();
        STM.snapshot(tx -> value.get(tx));
        Session watch = STM.diagnostics().watch(Duration.ofSeconds(1), stuck -> {});
        transactions();
        watch.close();
        structures();
    }

    private void transactions() {
        TxnExecutor named = STM.with(TxnOptions.defaults().withName("of a tenant"));
        named.run(tx -> {
            count.add(tx, 1);
            value.set(tx, new Object());
            tx.afterCommit(() -> STM.run(in -> count.add(in, 1)));
            tx.orElse(in -> in.retry(), in -> value.get(in));
        });
        try {
            STM.run(tx -> {
                tx.afterRollback(() -> value.now());
                throw new IllegalStateException("undo");
            });
        } catch (IllegalStateException undone) {
            // as an application may do
        }
    }

    private void waits() {
        try {
            STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(1))).run(tx -> tx.check(count.get(tx) < 0));
        } catch (TxnTimeoutException late) {
            // as an application may do
        }
    }

    private static void structures() {
        TMap<String, Object> map = TMap.create();
        STM.run(tx -> map.put(tx, "key", new Object()));
        try (TStore store = TStore.create()) {
            TVar<String> kept = store.var("key", String.class);
            STM.run(tx -> kept.set(tx, "word"));
        }
    }
}
