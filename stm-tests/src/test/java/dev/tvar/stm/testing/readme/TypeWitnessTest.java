package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Examples in the documents have no type argument before a method name ({@code STM.<String, X>atomically}) without need. */
class TypeWitnessTest {
    static final List<String> DOCUMENTS = ReadmeTest.DOCUMENTS;

    private static final Pattern WITNESS = Pattern.compile("(?<=\\.)<[^;()]*?>(?=\\w+\\()");

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void noExampleHasANeedlessTypeWitness(String document) throws IOException {
        List<String> needless = new ArrayList<>();
        for (String code : ReadmeTest.codeOf(document)) {
            needless.addAll(needlessIn(code));
        }
        assertEquals(List.of(), needless);
    }

    /** A needed type witness is accepted, a needless one is reported. */
    @Test
    void aNeedlessTypeWitnessIsFound() throws IOException {
        String needless = "List<String> all = Stream.of(1).<String>map(n -> \"\" + n).toList();";
        String needed = "Object o = Stream.of(1).<List<? super Integer>>map(n -> null).toList().get(0).isEmpty();";
        assertEquals(List.of("<String>"), needlessIn(needless));
        assertEquals(List.of(), needlessIn(needed));
    }

    /** The type witnesses without which the code still compiles without warnings. */
    private List<String> needlessIn(String code) throws IOException {
        List<String> needless = new ArrayList<>();
        Matcher witness = WITNESS.matcher(code);
        while (witness.find()) {
            if (compiles(code.substring(0, witness.start()) + code.substring(witness.end()))) {
                needless.add(witness.group());
            }
        }
        return needless;
    }

    private boolean compiles(String code) throws IOException {
        Path source = folder.resolve("Example.java");
        Files.writeString(source, ReadmeTest.wrapped(code));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-Xlint:all,-path,-processing",
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            return compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                            .call()
                    && messages.toString().isEmpty();
        }
    }
}
