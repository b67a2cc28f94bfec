package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.tvar.stm.STM;
import dev.tvar.stm.store.durable.LogStorageProvider;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.Jvm;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After an application is undeployed, its class loader is garbage, although the threads that ran it live on. It has the
 * library in its own loader, or shares it with other applications.
 */
class UnloadingTest {
    private final ExecutorService container = Executors.newFixedThreadPool(2);

    /** Threads of the JDK keep the context class loader of the code that uses the flight recorder first. */
    @BeforeAll
    static void theContainerUsesTheFlightRecorderFirst() {
        try (Recording recording = new Recording()) {
            recording.start();
        }
    }

    @AfterEach
    void stop() {
        container.shutdown();
    }

    private static URL urlOf(Class<?> type) throws MalformedURLException {
        return Jvm.locationOf(type).toURI().toURL();
    }

    private static URLClassLoader loaderOfLibrary() throws MalformedURLException {
        URL[] library = {urlOf(STM.class), urlOf(LogStorageProvider.class)};
        return new URLClassLoader(library, ClassLoader.getPlatformClassLoader());
    }

    private static URLClassLoader loaderOfApplication(ClassLoader shared) throws MalformedURLException {
        return new URLClassLoader(new URL[] {urlOf(SampleApplication.class)}, shared);
    }

    private static URLClassLoader loaderOfBoth() throws MalformedURLException {
        URL[] both = {urlOf(STM.class), urlOf(LogStorageProvider.class), urlOf(SampleApplication.class)};
        return new URLClassLoader(both, ClassLoader.getPlatformClassLoader());
    }

    /** Runs an application twice on threads of the container, as a container does: with its loader as the context. */
    private Object deploy(String application, ClassLoader loader) {
        try {
            Class<?> type = loader.loadClass(application);
            assertNotSame(getClass().getClassLoader(), type.getClassLoader());
            Runnable tenant = (Runnable) type.getConstructor().newInstance();
            for (int i = 0; i < 2; i++) {
                container.submit(() -> inItsContext(tenant, loader)).get();
            }
            return tenant;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void inItsContext(Runnable tenant, ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            tenant.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private WeakReference<ClassLoader> deployAndUndeploy(String application, URLClassLoader loader) throws IOException {
        try (loader) {
            deploy(application, loader);
            return new WeakReference<>(loader);
        }
    }

    private static final String HERE = "dev.tvar.stm.testing.packaging.";

    @ParameterizedTest
    @ValueSource(strings = {"SampleApplication", "AsyncApplication", "DurableApplication", "FlightApplication"})
    void anApplicationWithItsOwnLibraryIsUnloaded(String application) throws IOException {
        Internals.untilCollected(deployAndUndeploy(HERE + application, loaderOfBoth()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SampleApplication", "AsyncApplication", "DurableApplication", "FlightApplication"})
    void anApplicationThatSharesTheLibraryIsUnloaded(String application) throws IOException {
        try (URLClassLoader library = loaderOfLibrary()) {
            Internals.untilCollected(deployAndUndeploy(HERE + application, loaderOfApplication(library)));
        }
    }

    /** In a JVM in which no other code has used a timer of the JDK before. */
    @Test
    void anApplicationIsUnloadedWhoseDeadlinesAreTheFirstOfTheJvm() throws IOException {
        assertEquals(
                List.of("unloaded"),
                Jvm.run("-cp", System.getProperty("java.class.path"), FirstApplication.class.getName()));
    }

    /** The main class of that JVM. */
    static final class FirstApplication {
        private FirstApplication() {}

        public static void main(String[] arguments) throws IOException {
            UnloadingTest test = new UnloadingTest();
            Internals.untilCollected(test.deployAndUndeploy(HERE + "AsyncApplication", loaderOfBoth()));
            System.out.println("unloaded");
            test.stop();
        }
    }

    /** The first application has started the thread of the timer; the second keeps it alive. */
    @Test
    void anApplicationIsUnloadedWhileAnotherWaitsForADeadline() throws IOException {
        try (URLClassLoader library = loaderOfLibrary();
                URLClassLoader second = loaderOfApplication(library)) {
            URLClassLoader first = loaderOfApplication(library);
            deploy(HERE + "AsyncApplication", first);
            try (Closeable waits = (Closeable) deploy(HERE + "WaitingApplication", second)) {
                assertNotSame(first, waits.getClass().getClassLoader());
                WeakReference<ClassLoader> undeployed = new WeakReference<>(first);
                first.close();
                first = second;
                Internals.untilCollected(undeployed);
            }
        }
    }

    @Test
    void anApplicationIsUnloadedWhileTheContainerRecords() throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("dev.tvar.stm.TransactionCommit");
            recording.enable("dev.tvar.stm.TransactionAbort");
            recording.start();
            Internals.untilCollected(deployAndUndeploy(HERE + "SampleApplication", loaderOfBoth()));
        }
    }

    @Test
    void anApplicationThatLeavesAThreadLocalIsFound() throws IOException {
        WeakReference<ClassLoader> left = deployAndUndeploy(HERE + "LeakyApplication", loaderOfBoth());
        for (int i = 0; i < 5; i++) {
            assertFalse(Internals.isCollected(left));
        }
    }
}
