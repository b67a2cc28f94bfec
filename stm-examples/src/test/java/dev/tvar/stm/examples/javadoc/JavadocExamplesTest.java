package dev.tvar.stm.examples.javadoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example in the Javadoc of the published modules compiles without a warning. The test is in this module because all
 * of them are on its class path.
 */
class JavadocExamplesTest {
    private static final List<String> MODULES =
            List.of("stm-core", "stm-store-durable", "stm-etcd", "stm-testkit", "stm-tests");

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>", Pattern.DOTALL);

    private static final Pattern MEMBER = Pattern.compile("^ *(@|void )", Pattern.MULTILINE);

    private static final String IMPORTS = """
            import static org.junit.jupiter.api.Assertions.assertEquals;

            import dev.tvar.stm.*;
            import dev.tvar.stm.collection.*;
            import dev.tvar.stm.diagnostics.*;
            import dev.tvar.stm.etcd.*;
            import dev.tvar.stm.store.*;
            import dev.tvar.stm.sync.*;
            import dev.tvar.stm.testing.*;
            import dev.tvar.stm.testing.bank.*;
            import dev.tvar.stm.testing.engine.*;
            import dev.tvar.stm.testing.explore.*;
            import dev.tvar.stm.testing.history.*;
            import dev.tvar.stm.testing.jdbc.*;
            import dev.tvar.stm.testing.program.*;
            import dev.tvar.stm.testing.rule.*;
            import dev.tvar.stm.testing.service.*;
            import java.net.http.*;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import net.jqwik.api.*;
            import net.jqwik.api.domains.*;

            """;

    /** The names that examples use without declaring them. */
    private static final String NAMES = """
            class Names {
                record Person(String name, int age) {}

                record Job(String name) {}

                final TLong from = TLong.of(100);
                final TLong to = TLong.of(0);
                final TLong failures = TLong.of(0);
                final TQueue<String> urgent = TQueue.create();
                final TQueue<String> orders = TQueue.create();
                final TQueue<String> shipped = TQueue.create();
                final TQueue<Job> jobs = TQueue.create();
                final TStore store = TStore.create();
                final long amount = 30;
                final TLong account = TLong.of(0);
                final java.util.concurrent.Executor eventLoop = Runnable::run;
                final java.util.concurrent.Executor screen = Runnable::run;
                java.util.concurrent.Flow.Subscriber<Long> painter;
                java.util.concurrent.Flow.Subscriber<Change<String>> reader;
                dev.tvar.stm.testing.explore.Steps steps;
                javax.sql.DataSource dataSource;
                HttpClient http;
                HttpRequest request;
                Txn tx;

                static void work(Job job) {
                    throw new UnsupportedOperationException(job.name());
                }

                static MoneyService open(javax.sql.DataSource source) {
                    throw new UnsupportedOperationException();
                }

                static void transfer(TLong from, TLong to, long amount) {
                    STM.run(tx -> {
                        from.add(tx, -amount);
                        to.add(tx, amount);
                    });
                }
            }
            """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void everyExampleCompiles() throws IOException {
        Map<String, String> examples = examples();
        assertTrue(examples.size() >= 20, "found only " + examples.keySet());
        List<Path> sources = new ArrayList<>();
        sources.add(Files.writeString(folder.resolve("Names.java"), IMPORTS + NAMES));
        for (Map.Entry<String, String> example : examples.entrySet()) {
            String name = "Example" + sources.size();
            sources.add(Files.writeString(
                    folder.resolve(name + ".java"),
                    "// " + example.getKey() + "\n" + IMPORTS + wrapped(name, example.getValue())));
        }
        assertEquals(List.of(), complaints(sources));
    }

    /** A class with the example as its members, or as the body of a method. */
    private static String wrapped(String name, String example) {
        String members = MEMBER.matcher(example).find() ? example : "void run() throws Exception {\n" + example + "\n}";
        return "class " + name + " extends Names {\n" + members + "\n}\n";
    }

    /**
     * The examples of all modules by file and number. An example outside {@link #MODULES} fails: this test cannot
     * compile it.
     */
    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        Path root = root();
        for (Path file : sources(root)) {
            String path = root.relativize(file).toString();
            for (String example : EXAMPLE.matcher(Files.readString(file))
                    .results()
                    .map((MatchResult match) -> match.group(1).replaceAll("(?m)^ *\\* ?", ""))
                    .toList()) {
                assertTrue(MODULES.contains(root.relativize(file).getName(0).toString()), "not compiled: " + path);
                examples.put(path + ", example " + examples.size(), example);
            }
        }
        return examples;
    }

    /** Not a walk through the whole folder: a build that runs writes and deletes files there. */
    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path folder : modules.map(each -> each.resolve(Path.of("src", "main", "java")))
                    .filter(Files::exists)
                    .sorted()
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no repository above the working directory");
        }
        return folder;
    }

    private List<String> complaints(List<Path> sources) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        List<String> options = List.of(
                "-Xlint:all,-path,-processing,-classfile",
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            compiler.getTask(null, files, messages, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        List<String> complaints = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> message : messages.getDiagnostics()) {
            JavaFileObject source = message.getSource();
            String origin = source == null
                    ? ""
                    : source.getCharContent(true).toString().lines().findFirst().orElse("");
            complaints.add(origin + ": " + message);
        }
        return complaints;
    }
}
