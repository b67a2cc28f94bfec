package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tvar.stm.internal.seam.Seam;
import org.junit.jupiter.api.Test;

/** Where the seam is off, a recorded test says why. Runs with the ordinary tests, for which it is off. */
class WithoutSeamTest {
    private static final String PROPERTY = "dev.tvar.stm.seam";

    @Test
    void aSeamThatIsTurnedOffIsNamed() {
        assertFailure("this JVM was started with -Ddev.tvar.stm.seam=false");
    }

    @Test
    void anEngineThatWasLoadedTooEarlyIsNamed() {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, "true");
        try {
            assertFailure("the engine was loaded before");
        } finally {
            System.setProperty(PROPERTY, before);
        }
    }

    private static void assertFailure(String reason) {
        assumeFalse(Seam.ON);
        Throwable failure = Launched.run(RecordedTests.Good.class).failures().get(0);
        assertTrue(String.valueOf(failure.getMessage()).contains(reason), failure.toString());
    }
}
