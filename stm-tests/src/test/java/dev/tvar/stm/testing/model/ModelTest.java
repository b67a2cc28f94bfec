package dev.tvar.stm.testing.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small bounds of the model, a few seconds each; {@link ModelDeepTest} has the larger ones, and every bug. */
class ModelTest {
    /** For runs of seconds; a long run gains from the second compiler. */
    private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

    @ParameterizedTest
    @CsvSource({"CommitBounds, CommitThree", "WaitingBounds, Waiting", "Ticket, TicketComesBack"})
    void theModelKeepsItsInvariants(String module, String configuration) throws IOException, InterruptedException {
        Tlc.Verdict verdict = Tlc.check(module, configuration, "nothing", QUICK_TO_START);
        assertTrue(verdict.isClean(), verdict::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "CommitBounds, CommitThree, validation",
        "WaitingBounds, Waiting, announcement",
        "Ticket, TicketComesBack, release of the ticket"
    })
    void theModelCanFail(String module, String configuration, String broken) throws IOException, InterruptedException {
        Tlc.Verdict verdict = Tlc.check(module, configuration, broken, QUICK_TO_START);
        assertTrue(verdict.hasFinding(), verdict::toString);
    }
}
