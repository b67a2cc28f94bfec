package dev.tvar.stm.testing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.testing.program.Execution.Event;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the checker: executions written by hand, correct and incorrect. */
class SerialOrderTest {
    private static final TxnProgram INCREMENT = new TxnProgram(false, List.of(new Op.Read(0), new Op.Copy(0, 0)));
    private static final TxnProgram READ_BOTH = new TxnProgram(true, List.of(new Op.Read(0), new Op.Read(1)));

    @Test
    void incrementsInARowAreInOrder() {
        Execution good = execution(List.of(0L), List.of(1L + 1), INCREMENT, saw(1, 4, 0), INCREMENT, saw(2, 3, 1));
        assertEquals(List.of("0.0", "1.0"), SerialOrder.of(good).orElseThrow());
    }

    @Test
    void lostUpdateHasNoOrder() {
        judgeBad(execution(List.of(0L), List.of(1L), INCREMENT, saw(1, 4, 0), INCREMENT, saw(2, 3, 0)));
    }

    @Test
    void staleReadAfterTheWriterReturnedHasNoOrder() {
        judgeBad(execution(List.of(0L, 0L), List.of(1L, 0L), INCREMENT, saw(1, 2, 0), READ_BOTH, saw(3, 4, 0, 0)));
    }

    @Test
    void staleReadConcurrentWithTheWriterIsInOrder() {
        Execution good =
                execution(List.of(0L, 0L), List.of(1L, 0L), INCREMENT, saw(1, 3, 0), READ_BOTH, saw(2, 4, 0, 0));
        assertEquals(List.of("1.0", "0.0"), SerialOrder.of(good).orElseThrow());
    }

    @Test
    void halfACommitHasNoOrder() {
        TxnProgram writeBoth = new TxnProgram(false, List.of(new Op.Write(0, 5), new Op.Write(1, 5)));
        judgeBad(execution(List.of(0L, 0L), List.of(5L, 5L), writeBoth, saw(1, 4), READ_BOTH, saw(2, 3, 5, 0)));
    }

    @Test
    void writeSkewHasNoOrder() {
        TxnProgram first = new TxnProgram(false, List.of(new Op.Read(0), new Op.Read(1), new Op.Write(0, -1)));
        TxnProgram second = new TxnProgram(false, List.of(new Op.Read(0), new Op.Read(1), new Op.Write(1, -1)));
        judgeBad(execution(List.of(1L, 1L), List.of(-1L, -1L), first, saw(1, 4, 1, 1), second, saw(2, 3, 1, 1)));
    }

    @Test
    void dirtyReadOfAFailedTransactionHasNoOrder() {
        TxnProgram fails = new TxnProgram(false, List.of(new Op.Write(0, 7), new Op.Fail()));
        Event failed = new Event(1, 4, new Outcome(Outcome.End.FAILED, List.of()));
        judgeBad(execution(List.of(0L, 0L), List.of(0L, 0L), fails, failed, READ_BOTH, saw(2, 3, 7, 0)));
    }

    @Test
    void wrongFinalValueHasNoOrder() {
        judgeBad(execution(List.of(0L), List.of(3L), INCREMENT, saw(1, 4, 0), INCREMENT, saw(2, 3, 1)));
    }

    private static void judgeBad(Execution execution) {
        assertEquals(List.of(), SerialOrder.of(execution).orElse(List.of()));
    }

    private static Event saw(long start, long end, long... observed) {
        List<Long> values = Arrays.stream(observed).boxed().toList();
        return new Event(start, end, new Outcome(Outcome.End.COMMITTED, values));
    }

    private static Execution execution(
            List<Long> initial, List<Long> last, TxnProgram first, Event one, TxnProgram second, Event two) {
        ConcurrentProgram program = new ConcurrentProgram(initial, List.of(List.of(first), List.of(second)));
        return new Execution(program, List.of(List.of(one), List.of(two)), last);
    }
}
