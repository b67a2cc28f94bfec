package dev.tvar.stm.testing.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The harness can fail: for each law there is an engine that breaks it, and the report says so. */
final class BrokenBanksTest {
    private static final Duration LIMIT = Limits.DURATION;
    private static final Transfer TEN = new Transfer(0, 1, 10);
    private static final BankProgram TWO_TRANSFERS = program(List.of(10L, 0L), 2, 0, 0, TEN, TEN);
    private static final BankProgram AUDITED = program(List.of(50L, 50L), 1, 1, 0, TEN);

    @Test
    void aCorrectEngineBreaksNoLaw() throws InterruptedException {
        BankReport report = expect(Set.of(), new FlawedEngine(), AUDITED);
        assertEquals(Optional.of(List.of(40L, 60L)), report.finalBalances());
        assertEquals(List.of(List.of(TEN)), report.successful());
        assertTrue(report.snapshotAudits().made() > 0);
        report.requireAllLaws();
    }

    @Test
    void anUnprotectedReadModifyWriteIsNotExplainedByItsTransfers() throws InterruptedException {
        BankProgram program = program(List.of(100L, 0L), 2, 0, 0, TEN, TEN);
        BankReport report = expect(
                EnumSet.of(Law.TRANSFERS_EXPLAIN_BALANCES), new FlawedEngine.UnprotectedReadModifyWrite(), program);
        assertEquals(Optional.of(List.of(90L, 10L)), report.finalBalances());
        assertEquals(List.of(80L, 20L), report.explainedBalances());
    }

    @Test
    void aTransferThatChecksFirstAndActsLaterOverdraws() throws InterruptedException {
        BankReport report = expect(EnumSet.of(Law.NO_NEGATIVE_BALANCE), new FlawedEngine.CheckThenAct(), TWO_TRANSFERS);
        assertEquals(Optional.of(List.of(-10L, 20L)), report.finalBalances());
    }

    @Test
    void anAuditorSeesANegativeBalance() throws InterruptedException {
        BankProgram program = program(List.of(10L, 0L), 2, 1, 1, TEN, TEN);
        BankReport report = expect(EnumSet.of(Law.NO_NEGATIVE_BALANCE), new FlawedEngine.CheckThenAct(), program);
        assertEquals(Optional.of(-10L), report.snapshotAudits().firstNegative());
        assertEquals(Optional.of(-10L), report.updateAudits().firstNegative());
    }

    @Test
    void aTornSnapshotSeesAWrongTotal() throws InterruptedException {
        BankReport report = expect(EnumSet.of(Law.AUDITS_SEE_THE_TOTAL), new FlawedEngine.TornSnapshot(), AUDITED);
        assertEquals(1, report.snapshotAudits().wrong());
        assertEquals(Optional.of(110L), report.snapshotAudits().firstWrong());
    }

    @Test
    void aFailedAttemptThatSawAWrongTotalIsReported() throws InterruptedException {
        BankReport report =
                expect(EnumSet.of(Law.ATTEMPTS_SEE_THE_TOTAL), new FlawedEngine.WrongValuesInFailedAttempts(), AUDITED);
        assertEquals(0, report.audits().wrong());
        assertEquals(report.audits().made(), report.audits().wrongAttempts());
        assertEquals(Optional.of(102L), report.audits().firstWrong());
    }

    @Test
    void anEngineThatLosesMoneyIsSeenByAuditorsAndByTheBooks() throws InterruptedException {
        Set<Law> broken = EnumSet.of(Law.AUDITS_SEE_THE_TOTAL, Law.TRANSFERS_EXPLAIN_BALANCES);
        expect(broken, new FlawedEngine.LosesMoney(), AUDITED);
        BankProgram updates = program(List.of(50L, 50L), 1, 0, 1, TEN);
        BankReport report = expect(broken, new FlawedEngine.LosesMoney(), updates);
        assertEquals(Optional.of(99L), report.updateAudits().firstWrong());
    }

    @Test
    void aTransferThatIsDeniedIsSeenByTheBooks() throws InterruptedException {
        expect(EnumSet.of(Law.TRANSFERS_EXPLAIN_BALANCES), new FlawedEngine.Denies(), AUDITED);
    }

    @Test
    void anEngineThatThrowsIsReportedWithTheTransfer() throws InterruptedException {
        BankProgram program = program(List.of(50L, 50L), 1, 0, 0, TEN, new Transfer(1, 0, 13));
        BankReport report = expect(EnumSet.of(Law.NOTHING_THROWS), new FlawedEngine.Superstitious(), program);
        assertEquals(List.of("teller 0 in 1->0:13 threw java.lang.IllegalStateException: 13"), report.failures());
        assertEquals(List.of(List.of(TEN)), report.successful());
    }

    @Test
    void anEngineThatHangsIsReportedWithTheTransfer() throws InterruptedException {
        BankProgram program = program(List.of(50L, 50L), 1, 0, 0, TEN, new Transfer(1, 0, 13));
        BankReport report = Bank.run(new FlawedEngine.Hangs(), program, Duration.ofSeconds(2));
        assertEquals(EnumSet.of(Law.THE_RUN_ENDS), report.brokenLaws());
        assertEquals(List.of("teller 0 in 1->0:13"), report.hung());
        assertEquals(Optional.empty(), report.finalBalances());
        assertTrue(report.toString().contains("hung      teller 0 in 1->0:13"), report::toString);
    }

    @Test
    void aBrokenLawFailsTheTestThatRequiresIt() throws InterruptedException {
        BankReport report = Bank.run(new FlawedEngine.LosesMoney(), AUDITED, LIMIT);
        AssertionError thrown = assertThrows(AssertionError.class, report::requireAllLaws);
        assertEquals(report.toString(), thrown.getMessage());
        assertTrue(report.toString().startsWith("broken: [every audit sees exactly the total, "), report::toString);
    }

    private static BankProgram program(
            List<Long> opening, int tellers, int snapshots, int updates, Transfer... transfers) {
        return new BankProgram(opening, tellers, snapshots, updates, 1, List.of(transfers));
    }

    private static BankReport expect(Set<Law> broken, Engine engine, BankProgram program) throws InterruptedException {
        BankReport report = Bank.run(engine, program, LIMIT);
        assertEquals(broken, report.brokenLaws(), report::toString);
        return report;
    }
}
