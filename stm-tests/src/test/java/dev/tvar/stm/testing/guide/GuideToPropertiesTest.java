package dev.tvar.stm.testing.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.testing.readme.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The guide shows the classes beside this one, and what they print. */
final class GuideToPropertiesTest {
    private static final String GUIDE = "docs/harness-properties.md";

    @Test
    void theGuideShowsTheseClasses() throws IOException {
        String guide = Documents.text(GUIDE);
        for (String name : List.of("Wallet", "WalletProperty")) {
            String source = Documents.text("stm-tests/src/test/java/dev/tvar/stm/testing/guide/" + name + ".java");
            String shown = source.substring(source.indexOf("\n\n", source.lastIndexOf("import ")) + 2)
                    .replaceFirst("(?s)^/\\*\\*.*?\\*/\n", "");
            assertTrue(guide.contains("```java\n" + shown + "```"), () -> GUIDE + " does not show\n" + shown);
        }
    }

    /** The output of the run is in {@code target/wallet.txt}; when the harness words it differently, copy it from there. */
    @Test
    void theFailingPropertyPrintsWhatTheGuideSays() throws IOException {
        Failures failures = new Failures();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(WalletProperty.class))
                .configurationParameter("jqwik.failures.after.default", "PREVIOUS_SEED")
                .build();
        LauncherFactory.create().execute(request, failures);
        assertEquals(1, failures.messages.size());
        String found = failures.messages.get(0);
        Files.writeString(Path.of("target", "wallet.txt"), found + "\n" + failures.reports);
        assertTrue(found.startsWith("broken: "), found);
        assertTrue(
                Documents.text(GUIDE).contains("```text\n" + found + "\n```"),
                () -> GUIDE + " does not show\n" + found);
    }

    private static final class Failures implements TestExecutionListener {
        final List<String> messages = new ArrayList<>();
        final List<String> reports = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown -> messages.add(String.valueOf(thrown.getMessage())));
        }

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            entry.getKeyValuePairs().forEach((key, text) -> reports.add(key + "\n" + text));
        }
    }
}
