package dev.tvar.stm.testing.packaging;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.support.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareModulePathTest {
    /** Runs with the library alone on the module path: its users do not depend on the annotations. */
    @Test
    void aTransferRunsFromTheModulePath(@TempDir Path target) throws IOException {
        File library = Jvm.locationOf(STM.class);
        ConsumerTest.assertRunsAsModule(library, target, library.toString());
    }
}
