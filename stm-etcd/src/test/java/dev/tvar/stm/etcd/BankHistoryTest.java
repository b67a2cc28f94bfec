package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.testing.history.History;
import dev.tvar.stm.testing.history.HistoryViolationError;
import dev.tvar.stm.testing.history.Phenomenon;
import org.junit.jupiter.api.Test;

/** What {@link BankHistory} accepts and refuses. */
final class BankHistoryTest {
    private static final String TRANSFER = """
            T1 begins in p0
            T1 reads a@1
            T1 reads b@1
            T1 writes a@5
            T1 writes b@5
            T1 commits
            """;

    @Test
    void anAuditMayBeBehindAnotherProcess() {
        BankHistory.check(History.parse(TRANSFER + "T2 begins in p1\nT2 reads a@1\nT2 reads b@1\nT2 commits"));
    }

    @Test
    void anAuditIsNotBehindItsOwnProcess() {
        refuses(Phenomenon.REAL_TIME_VIOLATION, TRANSFER + "T2 begins in p0\nT2 reads a@1\nT2 reads b@1\nT2 commits");
    }

    @Test
    void anAuditDoesNotGoBack() {
        refuses(
                Phenomenon.REAL_TIME_VIOLATION,
                TRANSFER + "T2 begins in p1\nT2 reads a@5\nT2 commits\n" + "T3 begins in p1\nT3 reads a@1\nT3 commits");
    }

    @Test
    void anAuditSeesNoHalfTransfer() {
        refuses(Phenomenon.READ_SKEW, TRANSFER + "T2 begins in p1\nT2 reads a@5\nT2 reads b@1\nT2 commits");
    }

    @Test
    void aTransferIsNotBehindAnotherProcess() {
        refuses(Phenomenon.REAL_TIME_VIOLATION, TRANSFER + "T2 begins in p1\nT2 reads a@1\nT2 writes c@6\nT2 commits");
    }

    @Test
    void linesOfProcessesAreMergedByTime() {
        BankHistory history = new BankHistory();
        history.add(BankHistory.line(30, "T2 begins in p1"));
        history.add(BankHistory.line(40, "T2 commits"));
        history.add(BankHistory.line(10, "T1 begins in p0"));
        history.add(BankHistory.line(35, "T1 reads \"account 7\"@4=100"));
        history.add(BankHistory.line(35, "T1 commits"));
        assertEquals(
                "T1 begins in p0\nT2 begins in p1\nT1 reads \"account 7\"@4=100\nT1 commits\nT2 commits\n",
                history.merged().toString());
    }

    private static void refuses(Phenomenon expected, String history) {
        HistoryViolationError error =
                assertThrows(HistoryViolationError.class, () -> BankHistory.check(History.parse(history)));
        assertEquals(expected, error.violation().phenomenon());
    }
}
