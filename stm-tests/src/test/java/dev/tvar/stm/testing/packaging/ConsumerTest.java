package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small programs as a user would write them, compiled and run with the library alone on the path,
 * without even the annotations.
 */
class ConsumerTest {
    static final String PROGRAM = """
            package consumer;

            import dev.tvar.stm.STM;
            import dev.tvar.stm.TLong;

            public class Main {
                public static void main(String[] args) {
                    TLong from = TLong.of(100);
                    TLong to = TLong.of(0);
                    STM.run(tx -> {
                        tx.check(from.isAtLeast(tx, 30));
                        from.add(tx, -30);
                        to.add(tx, 30);
                    });
                    System.out.println(from.now() + " and " + to.now());
                }
            }
            """;

    static final String MODULE = """
            module consumer {
                requires dev.tvar.stm;
            }
            """;

    private final File library = Jvm.locationOf(STM.class);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path target;

    @Test
    void aTransferRunsFromTheClassPath() throws IOException {
        assertEquals(
                List.of(),
                Sources.compile(Map.of("consumer/Main.java", PROGRAM), target, "-Werror", "-cp", library.toString()));
        String path = target + File.pathSeparator + library;
        assertEquals(List.of("70 and 30"), Jvm.run("-cp", path, "consumer.Main"));
    }

    @Test
    void aTransferRunsFromTheModulePathWithTheAnnotationsThere() throws IOException {
        assertRunsAsModule(library, target, library + File.pathSeparator + Jvm.locationOf(NullMarked.class));
    }

    /** The annotations are on the path at compile time, but not at run time. */
    static void assertRunsAsModule(File library, Path target, String modulePath) throws IOException {
        assertEquals(
                List.of(),
                Sources.compile(
                        Map.of("consumer/Main.java", PROGRAM, "module-info.java", MODULE),
                        target,
                        "-Werror",
                        "--module-path",
                        modulePath));
        String path = target + File.pathSeparator + library;
        assertEquals(List.of("70 and 30"), Jvm.run("--module-path", path, "-m", "consumer/consumer.Main"));
    }

    @Test
    void theInternalsAreClosedToOtherModules() throws IOException {
        String intruder = """
                package consumer;

                class Intruder {
                    Object seam = dev.tvar.stm.internal.seam.Seam.class;
                }
                """;
        List<String> complaints = Sources.compile(
                Map.of("consumer/Intruder.java", intruder, "module-info.java", MODULE),
                target,
                "--module-path",
                library + File.pathSeparator + Jvm.locationOf(NullMarked.class));
        assertEquals(
                1,
                complaints.stream()
                        .filter(text -> text.startsWith("ERROR line 4") && text.contains("dev.tvar.stm.internal"))
                        .count(),
                complaints::toString);
    }

    /** A program that used the library ends with its main thread: the library leaves no thread behind. */
    @Test
    void theLibraryStartsNoThreads() throws IOException {
        String program = """
                package consumer;

                import dev.tvar.stm.*;

                public class Main {
                    public static void main(String[] args) {
                        int before = Thread.activeCount();
                        TVar<String> word = TVar.named("word", "");
                        STM.run(tx -> word.set(tx, "a"));
                        STM.snapshot(word::get);
                        STM.run(tx -> { word.get(tx); tx.retryFor(java.time.Duration.ofMillis(1)); });
                        System.out.println(Thread.activeCount() - before);
                    }
                }
                """;
        assertEquals(
                List.of(), Sources.compile(Map.of("consumer/Main.java", program), target, "-cp", library.toString()));
        assertEquals(List.of("0"), Jvm.run("-cp", target + File.pathSeparator + library, "consumer.Main"));
    }
}
