package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.STM;
import dev.tvar.stm.store.durable.LogStorageProvider;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.Sources;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image of an application with the library and the durable store, and nothing else but the base of the JDK. */
class JlinkTest {
    private static final String PROGRAM = """
            package consumer;

            import dev.tvar.stm.STM;
            import dev.tvar.stm.TVar;
            import dev.tvar.stm.store.TStore;
            import java.nio.file.Path;

            public class Main {
                public static void main(String[] args) {
                    for (int i = 0; i < 2; i++) {
                        try (TStore store = TStore.open(Path.of(args[0]))) {
                            TVar<Long> opened = store.var("opened", Long.class);
                            STM.run(tx -> opened.set(tx, opened.get(tx) == null ? 1L : opened.get(tx) + 1));
                            System.out.println("opened " + opened.now());
                        }
                    }
                    System.out.println("recorder " + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
                }
            }
            """;

    @Test
    void aTransactionRunsInAnImage(@TempDir Path folder) throws IOException {
        String library = Jvm.locationOf(STM.class) + File.pathSeparator + Jvm.locationOf(LogStorageProvider.class);
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes);
        List<String> complaints = Sources.compile(
                Map.of("consumer/Main.java", PROGRAM, "module-info.java", ConsumerTest.MODULE),
                classes,
                "-proc:none",
                "--module-path",
                library);
        assertFalse(complaints.stream().anyMatch(c -> c.startsWith("ERROR")), complaints::toString);
        Path image = folder.resolve("image");
        StringWriter said = new StringWriter();
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new AssertionError("this JDK has no jlink"))
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--module-path",
                        classes + File.pathSeparator + library,
                        "--add-modules",
                        "consumer,dev.tvar.stm.store.durable",
                        "--output",
                        image.toString());
        assertEquals(0, code, said::toString);
        String store = folder.resolve("store").toString();
        assertEquals(
                List.of("opened 1", "opened 2", "recorder false"),
                Jvm.runWith(image.resolve("bin").resolve("java"), "-m", "consumer/consumer.Main", store));
    }
}
