package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.Jvm;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread that outlives its transactions retains nothing of them: no object, and no class loader of an application. */
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

    // ---- objects

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

    // ---- class loaders

    /** Runs an application in a class loader of its own, with the library in the same loader, and closes that. */
    private WeakReference<ClassLoader> deployAndUndeploy() {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {urlOf(STM.class), urlOf(SampleApplication.class)}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(SampleApplication.class.getName());
            assertNotSame(SampleApplication.class, type);
            Runnable tenant = (Runnable) type.getConstructor().newInstance();
            onItsThread(tenant);
            onItsThread(tenant);
            return new WeakReference<>(loader);
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static URL urlOf(Class<?> type) throws MalformedURLException {
        return Jvm.locationOf(type).toURI().toURL();
    }

    @Test
    void nothingOfAnUndeployedApplicationStaysInTheThreadsOfItsContainer() {
        Internals.untilCollected(deployAndUndeploy());
    }
}
