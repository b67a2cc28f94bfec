package dev.tvar.stm.testing.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.bank.ExploredBank;
import dev.tvar.stm.testing.readme.Documents;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/**
 * The documented table of the ledgers equals the result of a run: which laws hold on which database at which isolation level. The
 * table of the run is in {@code target/ledgers.md}; when a verdict has changed, copy it from there.
 */
final class LedgerTableTest {
    private static final String DOCUMENT = "docs/ledgers.md";
    private static final String BEGIN = "<!-- ledgers: begin -->\n";
    private static final String END = "<!-- ledgers: end -->";
    private static final int PROGRAMS = 30;
    private static final int SCHEDULES = 20;
    private static final int SEED = 2026;

    @Test
    void theDocumentedTableIsWhatARunFinds() throws Exception {
        String found = table();
        Files.writeString(Path.of("target", "ledgers.md"), found);
        assertEquals(documented(), found, "the verdicts have changed");
    }

    private static String documented() throws IOException {
        String text = Documents.text(DOCUMENT);
        assertTrue(text.contains(BEGIN) && text.contains(END), DOCUMENT + " has no place for the table");
        return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    }

    static String table() throws Exception {
        List<List<String>> columns = new ArrayList<>();
        for (Database database : Database.values()) {
            columns.add(column(database));
        }
        StringBuilder table = new StringBuilder("| ledger | isolation | H2 | PostgreSQL |\n|---|---|---|---|\n");
        int row = 0;
        for (Ledger ledger : Ledger.values()) {
            for (Isolation isolation : Isolation.values()) {
                table.append("| `").append(ledger).append("` | ").append(isolation);
                for (List<String> column : columns) {
                    table.append(" | ").append(column.get(row));
                }
                table.append(" |\n");
                row++;
            }
        }
        return table.toString();
    }

    private static List<String> column(Database database) throws Exception {
        List<String> cells = new ArrayList<>();
        try (KeptConnections connections = database.connect();
                ExploringDataSource source = ExploringDataSource.of(connections);
                Ledgers ledgers = Ledgers.in(source)) {
            for (Ledger ledger : Ledger.values()) {
                for (Isolation isolation : Isolation.values()) {
                    cells.add(verdict(ExploredBank.of(() -> ledgers.open(ledger, isolation))
                            .withSeed(SEED)
                            .withPrograms(PROGRAMS)
                            .withSchedules(SCHEDULES)
                            .withLimit(Limits.DURATION)
                            .requiringAnswers()
                            .brokenLaws()));
                }
            }
        }
        return cells;
    }

    private static String verdict(SortedSet<String> broken) {
        return broken.isEmpty() ? "all hold" : "**not:** " + String.join("; ", broken);
    }
}
