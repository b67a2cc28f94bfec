package dev.tvar.stm.testing.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.readme.Documents;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The documented table of all engines equals the result of a run. The table of the run is in {@code target/peers.md};
 * when a verdict has changed, copy it from there.
 */
final class PeerTableTest {
    private static final String DOCUMENT = "docs/harness-properties.md";
    private static final String BEGIN = "<!-- peers: begin -->\n";
    private static final String END = "<!-- peers: end -->";

    @Test
    void theDocumentedTableIsWhatARunFinds() throws IOException, InterruptedException {
        List<Target> targets = Peers.ALL.stream()
                .map(name -> Target.named(name, PeerTableTest.class.getClassLoader()))
                .toList();
        Plan plan = new Plan(
                Property.EVERYWHERE,
                new Sizes(10, 4, 100),
                40,
                5,
                2026,
                Limits.DURATION,
                Limits.DURATION,
                Duration.ofSeconds(1));
        PeerTable table = Peers.table(targets, plan, Watcher.NONE);
        String found = table.markdown();
        Files.writeString(Path.of("target", "peers.md"), found);
        String text = Documents.text(DOCUMENT);
        assertTrue(text.contains(BEGIN) && text.contains(END), DOCUMENT + " has no place for the table");
        String documented = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
        assertEquals(
                withoutVersions(documented),
                withoutVersions(found),
                () -> "the verdicts have changed; what was seen:\n" + table.rows());
    }

    /** The name of this library's own jar depends on how the test is run. */
    private static String withoutVersions(String table) {
        return String.join(
                "\n",
                table.lines().filter(line -> !line.startsWith("| *version*")).toList());
    }
}
