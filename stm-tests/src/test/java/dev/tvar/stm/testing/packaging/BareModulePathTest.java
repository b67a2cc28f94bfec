package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareModulePathTest {
    private static final String CHECK = """
            package consumer;

            import dev.tvar.stm.TLong;
            import dev.tvar.stm.testing.bank.*;
            import dev.tvar.stm.testing.engine.Engines;
            import dev.tvar.stm.testing.explore.*;
            import java.time.Duration;
            import java.util.List;

            public class Main {
                public static void main(String[] args) throws InterruptedException {
                    List<Transfer> transfers = List.of(new Transfer(0, 1, 30), new Transfer(1, 0, 20));
                    BankProgram program = new BankProgram(List.of(100L, 100L), 2, 1, 1, 2, transfers);
                    System.out.println(Bank.run(Engines.named("tlong"), program, Duration.ofMinutes(5)).brokenLaws());
                    Exploration found = Explorer.of(1).explore(() -> {
                        TLong account = TLong.of(100);
                        return new Scenario().thread("one", () -> lost(account)).thread("two", () -> lost(account))
                                .atTheEnd(() -> {
                                    if (account.now() != 120) throw new AssertionError("lost");
                                });
                    });
                    System.out.println(found.failure().isPresent());
                }

                private static void lost(TLong account) {
                    long seen = dev.tvar.stm.STM.atomically(account::get);
                    dev.tvar.stm.STM.run(tx -> account.set(tx, seen + 10));
                }
            }
            """;

    /** Runs with the library alone on the module path: its users do not depend on the annotations. */
    @Test
    void aTransferRunsFromTheModulePath(@TempDir Path target) throws IOException {
        File library = Jvm.locationOf(STM.class);
        ConsumerTest.assertRunsAsModule(library, target, library.toString());
    }

    /** Without JUnit and without the other engines, which the module mentions and does not need. */
    @Test
    void theTestKitRunsFromTheModulePath(@TempDir Path target) throws IOException {
        String library = Jvm.locationOf(STM.class) + File.pathSeparator + Jvm.locationOf(Bank.class);
        String module = ConsumerTest.MODULE.replace("dev.tvar.stm;", "dev.tvar.stm.testkit;");
        List<String> complaints = Sources.compile(
                Map.of("consumer/Main.java", CHECK, "module-info.java", module),
                target,
                "-proc:none",
                "--module-path",
                library);
        assertEquals(
                List.of(),
                complaints.stream().filter(text -> text.startsWith("ERROR")).toList());
        String path = target + File.pathSeparator + library;
        assertEquals(
                List.of("[]", "true"),
                Jvm.run("-Ddev.tvar.stm.seam=true", "--module-path", path, "-m", "consumer/consumer.Main"));
    }
}
