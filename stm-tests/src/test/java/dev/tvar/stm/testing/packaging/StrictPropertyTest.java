package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.support.Jvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system property makes a JVM strict, with the library alone on the path. */
class StrictPropertyTest {
    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void theBodyRunsTwiceWhereThePropertySaysSo(String strict, String runs) throws IOException {
        String classPath =
                Jvm.locationOf(STM.class) + java.io.File.pathSeparator + Jvm.locationOf(StrictPropertyTest.class);
        assertEquals(
                List.of(runs), Jvm.run("-cp", classPath, "-Ddev.tvar.stm.strict=" + strict, Counted.class.getName()));
    }

    /** Prints how often the body of a transaction ran. */
    static final class Counted {
        private static int runs;

        private Counted() {}

        public static void main(String[] arguments) {
            STM.run(tx -> runs++);
            System.out.println(runs);
        }
    }
}
