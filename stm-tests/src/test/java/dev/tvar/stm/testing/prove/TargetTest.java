package dev.tvar.stm.testing.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
                                .mapToObj(turn -> ours.engine(turn).name())
                                .toList()));
    }

    @Test
    void aClassOfAUserIsAnEngine() {
        try (Engine engine = named(OneLock.class.getName()).engine(0)) {
            assertEquals(OneLock.class, engine.getClass());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tl2                    | unknown engine 'tl2'; known are ours, tvar,",
                "broken:heart           | unknown engine 'broken:heart'",
                "com.example.Missing    | cannot load engine 'com.example.Missing'",
                "java.lang.String       | 'java.lang.String' does not implement dev.tvar.stm.testing.engine.Engine",
                "dev.tvar.stm.testing.prove.TargetTest$Shy     | needs to be public, with a public constructor",
                "dev.tvar.stm.testing.prove.TargetTest$Grumpy  | threw java.lang.IllegalStateException: not today"
            })
    void aWrongNameIsExplained(String name, String message) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> named(name));
        assertTrue(String.valueOf(thrown.getMessage()).contains(message), thrown.getMessage());
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
}
