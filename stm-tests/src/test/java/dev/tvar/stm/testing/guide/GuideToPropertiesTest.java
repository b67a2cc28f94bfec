package dev.tvar.stm.testing.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.testing.readme.Documents;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The classes that the guide shows compile; its property fails, and says what the guide says. */
final class GuideToPropertiesTest {
    private static final String GUIDE = "docs/harness-properties.md";
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("```text\\n(.*?)\\n```", Pattern.DOTALL);
    private static final List<String> CLASSES = List.of("Wallet", "WalletTest");

    private static final String IMPORTS = """
            import dev.tvar.stm.*;
            import dev.tvar.stm.testing.*;
            import dev.tvar.stm.testing.bank.*;
            import dev.tvar.stm.testing.engine.*;
            import java.time.Duration;
            import net.jqwik.api.*;
            import net.jqwik.api.domains.Domain;
            """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void theFailingPropertySaysWhatTheGuideSays() throws Exception {
        compile(blocks(JAVA));
        Failures failures = new Failures();
        URL[] place = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(place, getClass().getClassLoader())) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass("WalletTest")))
                    .configurationParameter("jqwik.failures.after.default", "PREVIOUS_SEED")
                    .build();
            LauncherFactory.create().execute(request, failures);
        }
        assertEquals(List.of(blocks(TEXT).get(0)), failures.messages);
    }

    private void compile(List<String> classes) throws IOException {
        assertEquals(CLASSES.size(), classes.size());
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < CLASSES.size(); i++) {
            sources.add(Files.writeString(folder.resolve(CLASSES.get(i) + ".java"), IMPORTS + classes.get(i)));
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        StringWriter messages = new StringWriter();
        String classPath = System.getProperty("java.class.path");
        List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", classPath);
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var units = files.getJavaFileObjectsFromPaths(sources);
            boolean done = compiler.getTask(messages, files, null, options, null, units)
                    .call();
            assertTrue(done, messages::toString);
        }
    }

    private static List<String> blocks(Pattern kind) throws IOException {
        return kind.matcher(Documents.text(GUIDE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static final class Failures implements TestExecutionListener {
        final List<String> messages = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown -> messages.add(String.valueOf(thrown.getMessage())));
        }
    }
}
