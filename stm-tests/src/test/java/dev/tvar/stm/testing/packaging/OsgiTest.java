package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.store.durable.LogStorageProvider;
import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.support.Jars;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.Sources;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The library as bundles of an OSGi framework, with a consumer that is a bundle, too. */
class OsgiTest {
    private static final String TRANSFER = """
            package consumer;

            import dev.tvar.stm.STM;
            import dev.tvar.stm.TLong;
            import java.util.concurrent.Callable;

            public class Main implements Callable<String> {
                @Override
                public String call() {
                    TLong from = TLong.of(100);
                    TLong to = TLong.of(0);
                    STM.run(tx -> {
                        tx.check(from.isAtLeast(tx, 30));
                        from.add(tx, -30);
                        to.add(tx, 30);
                    });
                    return from.now() + " and " + to.now();
                }
            }
            """;

    private static final String STORE = """
            package consumer;

            import dev.tvar.stm.STM;
            import dev.tvar.stm.TVar;
            import dev.tvar.stm.store.TStore;
            import java.nio.file.Path;
            import java.util.concurrent.Callable;

            public class Main implements Callable<String> {
                @Override
                public String call() {
                    for (int i = 0; i < 2; i++) {
                        try (TStore store = TStore.open(Path.of("FILE"))) {
                            TVar<Long> opened = store.var("opened", Long.class);
                            STM.run(tx -> opened.set(tx, opened.get(tx) == null ? 1L : opened.get(tx) + 1));
                        }
                    }
                    try (TStore store = TStore.open(Path.of("FILE"))) {
                        return "opened " + store.var("opened", Long.class).now();
                    }
                }
            }
            """;

    private static final String BANK = """
            package consumer;

            import dev.tvar.stm.testing.bank.*;
            import dev.tvar.stm.testing.engine.Engines;
            import java.time.Duration;
            import java.util.List;
            import java.util.concurrent.Callable;

            public class Main implements Callable<String> {
                @Override
                public String call() throws InterruptedException {
                    List<Transfer> transfers = List.of(new Transfer(0, 1, 30), new Transfer(1, 0, 20));
                    BankProgram program = new BankProgram(List.of(100L, 100L), 2, 1, 1, 2, transfers);
                    return "broken: " + Bank.run(Engines.named("tlong"), program, Duration.ofMinutes(5)).brokenLaws();
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private final List<Framework> started = new ArrayList<>();

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        for (Framework framework : started) {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    private Framework framework(Map<String, String> settings) throws BundleException {
        Map<String, String> all = new HashMap<>(settings);
        all.put(
                Constants.FRAMEWORK_STORAGE,
                folder.resolve("bundles" + started.size()).toString());
        all.put("felix.service.urlhandlers", "false"); // these are static fields of the JVM
        all.put("felix.bootdelegation.implicit", "false"); // nothing from the class path of this test
        all.put("felix.log.level", "0");
        Framework framework = new FrameworkFactory().newFramework(all);
        framework.start();
        started.add(framework);
        return framework;
    }

    private Bundle install(Framework framework, Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    /** A framework with these modules of the library and a consumer of these packages; returns the consumer. */
    private Bundle consumer(Framework framework, String program, String imports, Class<?>... modules)
            throws IOException, BundleException {
        StringBuilder path = new StringBuilder();
        for (Class<?> module : modules) {
            install(framework, Jars.of(module, folder));
            path.append(Jvm.locationOf(module)).append(File.pathSeparator);
        }
        Path classes = Files.createTempDirectory(folder, "consumer");
        List<String> complaints =
                Sources.compile(Map.of("consumer/Main.java", program), classes, "-proc:none", "-cp", path.toString());
        assertEquals(
                List.of(),
                complaints.stream().filter(c -> c.startsWith("ERROR")).toList());
        Map<String, String> headers = Map.of(
                Constants.BUNDLE_MANIFESTVERSION, "2",
                Constants.BUNDLE_SYMBOLICNAME, "consumer",
                Constants.IMPORT_PACKAGE, imports);
        return install(framework, Jars.of(Jars.manifest(headers), classes, folder.resolve("consumer.jar")));
    }

    private static Object call(Bundle consumer) throws Exception {
        consumer.start();
        return ((Callable<?>)
                        consumer.loadClass("consumer.Main").getConstructor().newInstance())
                .call();
    }

    @Test
    void aTransferRunsInABundle() throws Exception {
        assertEquals("70 and 30", call(consumer(framework(Map.of()), TRANSFER, "dev.tvar.stm", STM.class)));
    }

    /** Without the packages of the flight recorder, which a framework need not offer, there are no events. */
    @Test
    void aTransferRunsWithoutTheFlightRecorder() throws Exception {
        Framework bare = framework(Map.of(Constants.FRAMEWORK_SYSTEMPACKAGES, "org.osgi.framework"));
        assertEquals("70 and 30", call(consumer(bare, TRANSFER, "dev.tvar.stm", STM.class)));
    }

    private String storeProgram() {
        return STORE.replace("FILE", folder.resolve("store").toString().replace('\\', '/'));
    }

    @Test
    void theDurableStoreIsFoundAsAFragment() throws Exception {
        Bundle consumer = consumer(
                framework(Map.of()),
                storeProgram(),
                "dev.tvar.stm,dev.tvar.stm.store",
                STM.class,
                LogStorageProvider.class);
        assertEquals("opened 2", call(consumer));
    }

    @Test
    void withoutTheFragmentTheMessageNamesIt() throws Exception {
        Bundle consumer = consumer(framework(Map.of()), storeProgram(), "dev.tvar.stm,dev.tvar.stm.store", STM.class);
        Exception thrown = assertThrows(Exception.class, () -> call(consumer));
        assertTrue(String.valueOf(thrown.getMessage()).contains("stm-store-durable"), thrown::toString);
    }

    @Test
    void theTestKitRunsAsAFragment() throws Exception {
        Bundle consumer = consumer(
                framework(Map.of()),
                BANK,
                "dev.tvar.stm,dev.tvar.stm.testing.bank,dev.tvar.stm.testing.engine",
                STM.class,
                Bank.class);
        assertEquals("broken: []", call(consumer));
    }

    @Test
    void theInternalsAreClosedToOtherBundles() throws Exception {
        Bundle intruder = consumer(framework(Map.of()), TRANSFER, "dev.tvar.stm,dev.tvar.stm.internal.seam", STM.class);
        BundleException refused = assertThrows(BundleException.class, intruder::start);
        assertTrue(String.valueOf(refused.getMessage()).contains("dev.tvar.stm.internal.seam"), refused::toString);
    }

    // ---- the headers

    private static Set<String> exports(Class<?> type) throws IOException {
        String header = Jars.manifestOf(type).getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        return Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.split(";")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(classes = {STM.class, LogStorageProvider.class, Bank.class})
    void aBundleExportsThePackagesOfItsModule(Class<?> type) throws Exception {
        ModuleDescriptor module = ModuleFinder.of(Jvm.locationOf(type).toPath()).findAll().stream()
                .findFirst()
                .orElseThrow()
                .descriptor();
        Set<String> open = module.exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(open, exports(type));
        assertEquals(module.name(), Jars.manifestOf(type).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME));
    }
}
