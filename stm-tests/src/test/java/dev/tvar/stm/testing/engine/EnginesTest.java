package dev.tvar.stm.testing.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.engine.Finding.Verdict;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines are found by name, and satisfy the contract of the interface. */
final class EnginesTest {
    private static final Duration LIMIT = Limits.DURATION;

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Engines.named("tl2"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("'tl2'"), thrown.getMessage());
        Engines.names()
                .forEach(name -> assertTrue(String.valueOf(thrown.getMessage()).contains(name), thrown.getMessage()));
    }

    @ParameterizedTest
    @CsvSource({
        "multiverse, org.multiverse:multiverse-core:0.7.0",
        "scala-stm, org.scala-stm:scala-stm_2.13:0.11.1",
        "clojure, org.clojure:clojure:1.12.0"
    })
    void aMissingJarIsNamed(String name, String artifact) throws Exception {
        URL[] bare = {locationOf(Engines.class), locationOf(STM.class)};
        try (URLClassLoader loader = new URLClassLoader(bare, ClassLoader.getPlatformClassLoader())) {
            Throwable thrown = failureOfNamed(loader, name);
            assertInstanceOf(IllegalStateException.class, thrown);
            assertTrue(String.valueOf(thrown.getMessage()).contains(artifact), thrown.getMessage());
        }
    }

    @Test
    void oursAndLocksNeedNoOtherJar() throws Exception {
        URL[] bare = {locationOf(Engines.class), locationOf(STM.class)};
        try (URLClassLoader loader = new URLClassLoader(bare, ClassLoader.getPlatformClassLoader())) {
            for (String name : new String[] {"tvar", "tlong", "tlong-add", "locks"}) {
                Object engine = namedIn(loader).invoke(null, name);
                assertEquals(loader, engine.getClass().getClassLoader());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aTransferMovesMoneyOnlyIfTheFundsAreThere(String name) {
        try (Engine engine = Engines.named(name)) {
            assertEquals(name, engine.name());
            Engine.Variable from = engine.variable(100);
            Engine.Variable to = engine.variable(0);
            assertTrue(engine.transfer(from, to, 60));
            assertFalse(engine.transfer(from, to, 41));
            assertFalse(engine.transfer(from, to, Long.MAX_VALUE));
            assertTrue(engine.transfer(from, to, 0));
            assertTrue(engine.transfer(from, from, 40));
            assertFalse(engine.transfer(from, from, 41));
            assertEquals(40, engine.<Long>snapshot(view -> view.get(from)));
            assertEquals(60, engine.<Long>atomically(tx -> tx.get(to)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void allTheMoneyThereIsCanBeMoved(String name) {
        try (Engine engine = Engines.named(name)) {
            Engine.Variable from = engine.variable(Long.MAX_VALUE);
            Engine.Variable to = engine.variable(0);
            assertTrue(engine.transfer(from, to, Long.MAX_VALUE));
            assertTrue(engine.transfer(to, to, Long.MAX_VALUE));
            assertEquals(0, engine.<Long>snapshot(view -> view.get(from)));
            assertEquals(Long.MAX_VALUE, engine.<Long>snapshot(view -> view.get(to)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNegativeAmountIsNamedAndRefused(String name) {
        try (Engine engine = Engines.named(name)) {
            Engine.Variable from = engine.variable(100);
            for (long amount : new long[] {-1, Long.MIN_VALUE}) {
                var thrown = assertThrows(IllegalArgumentException.class, () -> engine.transfer(from, from, amount));
                assertTrue(String.valueOf(thrown.getMessage()).contains(Long.toString(amount)), thrown.getMessage());
            }
        }
    }

    @Test
    void accountsOfAUserAreMovedByTheirOwnTransfersOnly() {
        Engine engine = Engines.ofAccounts(
                TLong::of,
                TLong::get,
                (from, to, amount) -> STM.atomically(tx -> {
                    boolean paid = from.isAtLeast(tx, amount);
                    from.add(tx, paid ? -amount : 0);
                    to.add(tx, paid ? amount : 0);
                    return paid;
                }));
        Engine.Variable from = engine.variable(100);
        Engine.Variable to = engine.variable(0);
        assertTrue(engine.transfer(from, to, 60));
        assertFalse(engine.transfer(from, to, 41));
        assertEquals(40, engine.<Long>snapshot(view -> view.get(from)));
        assertEquals(60, engine.<Long>atomically(tx -> tx.get(to)));
        assertThrows(
                UnsupportedOperationException.class,
                () -> engine.atomically(tx -> {
                    tx.set(to, 1);
                    return true;
                }));
        assertEquals(60, engine.<Long>snapshot(view -> view.get(to)));
    }

    @Test
    void abortedAttemptsAreCounted() throws InterruptedException {
        for (String name : new String[] {"tvar", "tlong", "tlong-add", "multiverse", "scala-stm", "clojure"}) {
            try (Engine engine = Engines.named(name)) {
                assertEquals(0, engine.aborts().orElseThrow());
                assertEquals(
                        Verdict.REFUSED, Anomaly.LOST_UPDATE.on(engine, LIMIT).verdict());
                assertTrue(engine.aborts().orElseThrow() > 0, name);
            }
        }
    }

    static Iterable<String> names() {
        return Engines.names();
    }

    private static Throwable failureOfNamed(ClassLoader loader, String name) throws Exception {
        Method named = namedIn(loader);
        return assertThrows(InvocationTargetException.class, () -> named.invoke(null, name))
                .getTargetException();
    }

    private static Method namedIn(ClassLoader loader) throws ReflectiveOperationException {
        return loader.loadClass(Engines.class.getName()).getMethod("named", String.class);
    }

    private static URL locationOf(Class<?> type) throws IOException {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("no location of " + type);
        }
        return source.getLocation();
    }
}
