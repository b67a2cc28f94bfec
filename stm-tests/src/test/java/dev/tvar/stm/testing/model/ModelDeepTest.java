package dev.tvar.stm.testing.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.deep.Rung;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All bounds of the model, and every step left out once: each must lead to a state that an invariant forbids. */
@Rung("TLC: every reachable state of the model")
class ModelDeepTest {
    @ParameterizedTest
    @CsvSource({
        "CommitBounds, Commit",
        "CommitBounds, CommitByTheClock",
        "CommitBounds, CommitThree",
        "CommitBounds, CommitTwoSnapshots",
        "CommitBounds, CommitRefusing",
        "WaitingBounds, Waiting",
        "WaitingBounds, WaitingTwo",
        "WaitingBounds, WaitingThree",
        "Ticket, Ticket",
        "Ticket, TicketComesBack"
    })
    void theModelKeepsItsInvariants(String module, String configuration) throws IOException, InterruptedException {
        Tlc.Verdict verdict = Tlc.check(module, configuration, "nothing");
        System.out.println("model " + configuration + ": " + verdict);
        assertTrue(verdict.isClean(), verdict::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "CommitBounds, Commit, second look",
        "CommitBounds, Commit, re-validation of the few",
        "CommitBounds, CommitByTheClock, validation of an extension",
        "CommitBounds, Commit, validation",
        "CommitBounds, Commit, lock on the version read",
        "CommitBounds, Commit, unlock",
        "CommitBounds, Commit, release of locks",
        "CommitBounds, Commit, clock after locks",
        "CommitBounds, CommitRefusing, validation before a refusal",
        "CommitBounds, Commit, a version of its own",
        "CommitBounds, Commit, the versions overwritten",
        "CommitBounds, Commit, advance of the clock",
        "CommitBounds, Commit, keeping for snapshots",
        "CommitBounds, Commit, a store",
        "CommitBounds, Commit, entry before instant",
        "CommitBounds, Commit, waiting for locked cells",
        "CommitBounds, CommitTwoSnapshots, move of a previous value",
        "CommitBounds, CommitTwoSnapshots, search of the table",
        "CommitBounds, CommitTwoSnapshots, check of the version that a snapshot sees",
        "WaitingBounds, Waiting, entry before announcement",
        "WaitingBounds, Waiting, announcement",
        "WaitingBounds, Waiting, check of the version",
        "WaitingBounds, Waiting, check of the answers",
        "WaitingBounds, Waiting, word as it was",
        "WaitingBounds, Waiting, wake-up",
        "WaitingBounds, Waiting, deregistration",
        "WaitingBounds, WaitingTwo, handing on",
        "Ticket, Ticket, check of the ticket",
        "Ticket, Ticket, holder before reads",
        "Ticket, Ticket, release of locks",
        "Ticket, TicketComesBack, release of the ticket"
    })
    void everyStepLeftOutIsFound(String module, String configuration, String broken)
            throws IOException, InterruptedException {
        Tlc.Verdict verdict = Tlc.check(module, configuration, broken);
        System.out.println("model " + configuration + " without " + broken + ": " + verdict);
        assertTrue(verdict.hasFinding(), verdict::toString);
    }
}
