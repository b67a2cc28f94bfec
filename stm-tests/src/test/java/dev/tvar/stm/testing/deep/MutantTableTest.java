package dev.tvar.stm.testing.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.deep.MutantTable.Count;
import dev.tvar.stm.testing.readme.Documents;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of mutants in the document was printed by {@link MutantTable}, and meets the bar. */
class MutantTableTest {
    private static final String DOCUMENT = "docs/verification-mutants.md";

    @Test
    void aReportIsCountedByFile() {
        MutantTable table = MutantTable.ofReport(List.of(
                "A.java,p.A,m.Math,f,1,KILLED,p.ATest.x(),y",
                "A.java,p.A$Part,m.Math,f,2,TIMED_OUT,none",
                "A.java,p.A,m.Math,f,3,SURVIVED,none",
                "B.java,p.B,m.Math,f,4,NO_COVERAGE,none"));
        assertEquals(Set.of("A", "B"), table.classes());
        assertEquals(new Count(4, 2, 1), table.total());
        assertTrue(table.markdown().contains("| `A` | 3 | 2 | 1 |\n| `B` | 1 | 0 | 0 |\n| all | 4 | 2 | 1 |\n"));
    }

    @Test
    void theDocumentHasATableThatAddsUp() throws IOException {
        String text = Documents.text(DOCUMENT);
        MutantTable table = MutantTable.ofDocument(text);
        assertTrue(text.contains(table.markdown()), "as it is printed");
        assertEquals(table.total(), MutantTable.totalIn(text));
        assertTrue(table.classes().containsAll(Set.of("AccessSet", "Commit", "Transaction", "Validation", "Retry")));
    }

    @Test
    void asManyMutantsAreKilledAsThereShouldBe() throws IOException {
        Count total = MutantTable.totalIn(Documents.text(DOCUMENT));
        assertTrue(100 * total.killed() >= 92 * total.mutants() && total.mutants() > 1_800, total::toString);
    }
}
