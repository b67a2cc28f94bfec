package dev.tvar.stm.testing.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.Engine;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets are found by name; a message says why a name is wrong. */
final class TargetTest {
    @ParameterizedTest
    @MethodSource("names")
    void everyNameThatIsListedIsKnown(String name) {
        assertEquals(name, named(name).name());
    }

    static Iterable<String> names() {
        return Target.names();
    }

    @Test
    void oursIsAllKindsOfVariablesInTurn() {
        Target ours = named("ours");
        assertEquals(
                "tvar, tlong, tlong-add, tvar",
                String.join(
                        ", ",
                        IntStream.range(0, 4)
                                .<String>mapToObj(turn -> ours.with(turn, Engine::name))
                                .toList()));
    }

    @Test
    void aClassOfAUserIsAnEngine() {
        Class<?> made = named(OneLock.class.getName()).<Class<?>, RuntimeException>with(0, Engine::getClass);
        assertEquals(OneLock.class, made);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tl2                    | unknown engine 'tl2'; known are ours, tvar,",
                "broken:heart           | unknown engine 'broken:heart'",
                "com.example.Missing    | cannot load engine 'com.example.Missing'",
                "java.lang.String       | 'java.lang.String' does not implement dev.tvar.stm.testing.engine.Engine",
                "dev.tvar.stm.testing.prove.TargetTest$Shy     | it needs a public constructor without parameters",
                "dev.tvar.stm.testing.prove.TargetTest$Inner   | and needs to be static, since it is inside another class",
                "dev.tvar.stm.testing.prove.TargetTest$Hidden  | the class needs to be public",
                "dev.tvar.stm.testing.engine.Engine            | it is an interface; name a class that implements it",
                "dev.tvar.stm.testing.prove.TargetTest$Half    | it is an abstract class",
                "dev.tvar.stm.testing.prove.TargetTest$Lacking | it needs the class org.acme.Driver, which is not on"
            })
    void aWrongNameIsExplained(String name, String message) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> named(name));
        assertTrue(String.valueOf(thrown.getMessage()).contains(message), thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grumpy | its constructor threw java.lang.IllegalStateException: not today",
                "Sticky | its close() threw java.lang.IllegalStateException: stuck",
                "Empty  | the engine threw java.lang.AssertionError: no variables"
            })
    void anEngineThatThrowsIsNoWrongName(String name, String message) {
        String engine = TargetTest.class.getName() + "$" + name;
        EngineFailure thrown = assertThrows(EngineFailure.class, () -> named(engine));
        assertEquals("engine '" + engine + "': " + message, thrown.getMessage());
        assertNotNull(thrown.getCause());
    }

    private static Target named(String name) {
        return Target.named(name, TargetTest.class.getClassLoader());
    }

    /** Cannot be made by others. */
    public static final class Shy extends OneLock {
        private Shy() {}
    }

    /** Does not want to be made. */
    public static final class Grumpy extends OneLock {
        /** Throws. */
        public Grumpy() {
            throw new IllegalStateException("not today");
        }
    }

    /** Is made by an object of its outer class only. */
    public final class Inner extends OneLock {
        /** Has a parameter that is not seen. */
        public Inner() {}
    }

    static final class Hidden extends OneLock {
        Hidden() {}
    }

    /** Has no objects. */
    public abstract static class Half extends OneLock {
        /** For subclasses that do not exist. */
        protected Half() {}
    }

    /** A class that it needs is missing. */
    public static final class Lacking extends OneLock {
        /** Throws what the JVM throws then. */
        public Lacking() {
            throw new NoClassDefFoundError("org/acme/Driver");
        }
    }

    /** Cannot be closed. */
    public static final class Sticky extends OneLock {
        /** For the harness. */
        public Sticky() {}

        @Override
        public void close() {
            throw new IllegalStateException("stuck");
        }
    }

    /** Makes no variables. */
    public static final class Empty extends OneLock {
        /** For the harness. */
        public Empty() {}

        @Override
        public Variable variable(long initial) {
            throw new AssertionError("no variables");
        }
    }
}
