package dev.tvar.stm.testing.packaging;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.Internals;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread that outlives its transactions retains no object of them; for class loaders see {@link UnloadingTest}. */
class UndeployTest {
    private final ExecutorService container = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        container.shutdown();
    }

    private void onItsThread(Runnable action) {
        try {
            container.submit(action).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private WeakReference<Object> leftBehindBy(BiConsumer<Txn, Object> body) {
        Object[] object = {new Object()};
        onItsThread(() -> STM.run(tx -> body.accept(tx, object[0])));
        WeakReference<Object> left = new WeakReference<>(object[0]);
        object[0] = "gone";
        return left;
    }

    @Test
    void anIdleThreadKeepsNoHookThatHasRun() {
        Internals.untilCollected(leftBehindBy((tx, object) -> tx.afterCommit(object::hashCode)));
    }

    @Test
    void anIdleThreadKeepsNoHookThatWasDropped() {
        Internals.untilCollected(leftBehindBy((tx, object) -> tx.afterRollback(object::hashCode)));
    }

    @Test
    void anIdleThreadKeepsNoValue() {
        Internals.untilCollected(leftBehindBy((tx, object) -> TVar.of("").update(tx, former -> object.toString())));
        Internals.untilCollected(
                leftBehindBy((tx, object) -> TVar.<Object>of("").set(tx, object)));
    }

    @Test
    void anIdleThreadKeepsNoVariable() {
        TLong[] number = {TLong.of(1)};
        onItsThread(() -> STM.run(tx -> number[0].get(tx)));
        WeakReference<Object> left = new WeakReference<>(number[0]);
        number[0] = TLong.of(2);
        Internals.untilCollected(left);
    }
}
