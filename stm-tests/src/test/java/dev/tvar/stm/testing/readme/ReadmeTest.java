package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every Java block of the README and the guides compiles, runs, and prints the text block that follows it. */
class ReadmeTest {
    static final List<String> DOCUMENTS = List.of(
            "README.md",
            "docs/guide.md",
            "docs/classic-problems.md",
            "docs/guide-maps.md",
            "docs/guide-queues.md",
            "docs/guide-store.md",
            "docs/guide-waiting.md",
            "docs/guide-foreign.md");

    private static final Pattern EXAMPLE =
            Pattern.compile("```java\\n(?<code>.*?)```\\s*```text\\n(?<output>.*?)```", Pattern.DOTALL);

    private record Example(String document, String code, String output) {}

    @TempDir
    Path folder = Path.of("unset");

    @TestFactory
    List<DynamicTest> everyExamplePrintsWhatTheReadmeSays() throws IOException, InterruptedException {
        List<Example> examples = new ArrayList<>();
        for (String document : DOCUMENTS) {
            examples.addAll(examples(document));
        }
        Map<Integer, String> complaints = compile(examples);
        List<String> outputs = complaints.isEmpty() ? run(examples.size()) : List.of();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            String firstLine = example.code.lines().findFirst().orElse("");
            String complaint = complaints.get(i);
            String output = outputs.isEmpty() ? "" : outputs.get(i);
            tests.add(DynamicTest.dynamicTest(example.document + ": " + firstLine, () -> {
                assertNull(complaint);
                assumeTrue(complaints.isEmpty(), "not run, since another example does not compile");
                assertEquals(example.output.strip(), output);
            }));
        }
        return tests;
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void everyJavaBlockIsAnExampleWithOutput(String document) throws IOException {
        long blocks = Documents.text(document)
                .lines()
                .filter(line -> line.strip().equals("```java"))
                .count();
        assertTrue(
                blocks >= (document.equals("docs/classic-problems.md") ? 1 : 5),
                document + " has only " + blocks + " Java blocks");
        assertEquals(blocks, examples(document).size());
    }

    /** The Java blocks of a document. */
    static List<String> codeOf(String document) throws IOException {
        return examples(document).stream().map(Example::code).toList();
    }

    private static List<Example> examples(String document) throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Documents.text(document));
        while (matcher.find()) {
            examples.add(new Example(document, matcher.group("code"), matcher.group("output")));
        }
        return examples;
    }

    /** Compiles all examples at once, each to a folder of its own; the messages of the compiler by example. */
    private Map<Integer, String> compile(List<Example> examples) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Path source = folder.resolve("Example" + i + ".java");
            sources.add(Files.writeString(source, wrapped("Example" + i, examples.get(i).code)));
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        List<String> options = List.of(
                "-Xlint:all,-path,-processing",
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
        Map<Integer, String> complaints = new TreeMap<>();
        for (Diagnostic<? extends JavaFileObject> message : messages.getDiagnostics()) {
            JavaFileObject source = message.getSource();
            int number =
                    source == null ? 0 : Integer.parseInt(source.getName().replaceAll(".*Example(\\d+)\\.java", "$1"));
            complaints.merge(number, message.toString(), (first, next) -> first + "\n" + next);
        }
        return complaints;
    }

    /** Runs all examples in one JVM; what each of them printed. */
    private List<String> run(int count) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExampleRunner.class.getName(),
                        folder.toString(),
                        Integer.toString(count))
                .directory(folder.toFile()) // where examples leave their files
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        List<String> outputs = Stream.of(Files.readString(output).split(ExampleRunner.END, -1))
                .map(String::strip)
                .toList();
        assertEquals(count, outputs.size() - 1, () -> "not all examples were run:\n" + outputs);
        return outputs;
    }

    /** A class that runs an example. */
    static String wrapped(String code) {
        return wrapped("Example", code);
    }

    private static String wrapped(String name, String code) {
        return """
            import dev.tvar.stm.*;
            import dev.tvar.stm.diagnostics.*;
            import dev.tvar.stm.collection.*;
            import dev.tvar.stm.store.*;
            import dev.tvar.stm.sync.*;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import java.util.stream.*;

            class %s {
                public static void main(String[] args) throws Exception {
            %s
                }
            }
            """.formatted(name, code);
    }
}
