package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
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
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The classes that a document shows, as a reader pastes them into an empty folder: a file for each block, nothing added. */
public final class Snippets {
    private static final Pattern CLASS =
            Pattern.compile("^(?:public )?(?:final )?(?:class|record) (\\w+)", Pattern.MULTILINE);

    private Snippets() {}

    /**
     * The contents of the blocks of a kind in a document.
     *
     * @param document its path in the repository
     * @param kind for instance {@code java}
     * @return the blocks in their order
     * @throws IOException if the document cannot be read
     */
    public static List<String> blocks(String document, String kind) throws IOException {
        return Pattern.compile("^```" + kind + "\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Documents.text(document))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /**
     * Compiles the classes that a document shows; a warning is an error.
     *
     * @param document its path in the repository
     * @param folder an empty folder for sources and classes
     * @return loads the classes, which are in no package
     * @throws IOException if a file cannot be read or written
     */
    public static URLClassLoader compiled(String document, Path folder) throws IOException {
        Map<String, String> classes = new LinkedHashMap<>();
        for (String block : blocks(document, "java")) {
            CLASS.matcher(block).results().findFirst().ifPresent(found -> classes.put(found.group(1), block));
        }
        assertFalse(classes.isEmpty(), document + " shows no class");
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> one : classes.entrySet()) {
            sources.add(Files.writeString(folder.resolve(one.getKey() + ".java"), one.getValue()));
        }
        compile(sources, folder);
        return loader(folder);
    }

    private static void compile(List<Path> sources, Path folder) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        StringWriter messages = new StringWriter();
        String classPath = System.getProperty("java.class.path");
        List<String> options =
                List.of("-Xlint:all,-path,-processing", "-proc:none", "-d", folder.toString(), "-cp", classPath);
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var units = files.getJavaFileObjectsFromPaths(sources);
            boolean done = compiler.getTask(messages, files, null, options, null, units)
                    .call();
            assertTrue(done, messages::toString);
        }
        assertEquals("", messages.toString());
    }

    private static URLClassLoader loader(Path folder) throws MalformedURLException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Snippets.class.getClassLoader());
    }
}
