package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
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
            "docs/guide-store.md");

    private static final Pattern EXAMPLE =
            Pattern.compile("```java\\n(?<code>.*?)```\\s*```text\\n(?<output>.*?)```", Pattern.DOTALL);

    private record Example(String code, String output) {}

    @TempDir
    Path folder = Path.of("unset");

    @TestFactory
    List<DynamicTest> everyExamplePrintsWhatTheReadmeSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String document : DOCUMENTS) {
            for (Example example : examples(document)) {
                String firstLine = example.code.lines().findFirst().orElse("");
                tests.add(DynamicTest.dynamicTest(
                        document + ": " + firstLine,
                        () -> assertEquals(example.output.strip(), run(example.code, tests.size()))));
            }
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
            examples.add(new Example(matcher.group("code"), matcher.group("output")));
        }
        return examples;
    }

    private String run(String code, int number) throws IOException, InterruptedException {
        Path source = folder.resolve("Example.java");
        Files.writeString(source, wrapped(code));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        String classPath = System.getProperty("java.class.path");
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-Xlint:all,-path,-processing", "-proc:none", "-d", folder.toString(), "-cp", classPath);
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled && messages.toString().isEmpty(), () -> "example " + number + ": " + messages);
        }
        return runMain(classPath);
    }

    private String runMain(String classPath) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", folder + System.getProperty("path.separator") + classPath, "Example")
                .directory(folder.toFile()) // where examples leave their files
                .redirectErrorStream(true)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the example does not end");
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** A class that runs an example. */
    static String wrapped(String code) {
        return """
            import dev.tvar.stm.*;
            import dev.tvar.stm.collection.*;
            import dev.tvar.stm.store.*;
            import dev.tvar.stm.sync.*;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.*;
            import java.util.stream.*;

            class Example {
                public static void main(String[] args) throws Exception {
            %s
                }
            }
            """.formatted(code);
    }
}
