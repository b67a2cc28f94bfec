package dev.tvar.stm.etcd;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.testing.history.History;
import dev.tvar.stm.testing.history.HistoryViolationError;
import dev.tvar.stm.testing.history.Phenomenon;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Histories that {@link BankHistory} accepts and refuses. */
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

    /** T3 shares both accounts of T1; T4 shares one account of T3. */
    @Test
    void theUpdateThatIsLostHasNoOtherName() {
        History right = History.parse(transfer(1, "a@0", "b@0")
                + transfer(2, "c@0", "d@0")
                + transfer(3, "a@1", "b@1")
                + transfer(4, "b@3", "c@2"));
        BankHistory.check(right);
        refuses(Phenomenon.LOST_UPDATE, BankHistory.withOneUpdateLost(right).toString());
    }

    /** A transfer between two accounts, which reads these versions of them. */
    private static String transfer(int number, String from, String to) {
        String name = "T" + number;
        return name + " begins in p0\n"
                + Stream.of(from, to)
                        .map(read -> name + " reads " + read + "\n" + name + " writes "
                                + read.substring(0, read.indexOf('@') + 1) + number + "\n")
                        .collect(joining())
                + name + " commits\n";
    }

    private static void refuses(Phenomenon expected, String history) {
        HistoryViolationError error =
                assertThrows(HistoryViolationError.class, () -> BankHistory.check(History.parse(history)));
        assertEquals(expected, error.violation().phenomenon());
    }
}
