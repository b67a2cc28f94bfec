package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SnapshotStackOverflowTest {
    private final TLong number = TLong.of(0);

    @BeforeAll
    static void useEverythingOnce() {
        StackLimit.useEverythingOnce();
    }

    @Test
    void aSnapshotThatOverflowsIsClosed() {
        int[] open = {Internals.openSnapshots()};
        ReadBody<Long, RuntimeException> body = number::get;
        Runnable snapshot = () -> {
            try {
                STM.snapshot(body);
            } catch (StackOverflowError e) {
                // what the test is about
            }
        };
        StackLimit.sweep(snapshot, () -> {});
        TestThreads.elsewhere(() -> STM.snapshot(tx -> 1)); // may sweep up what an overflow left
        assertEquals(open[0], Internals.openSnapshots(), "snapshots that stay open keep every old value forever");
    }

    @Test
    void aSnapshotThatOverflowsWhileAnotherIsOpenIsClosed() {
        STM.snapshot(tx -> {
            aSnapshotThatOverflowsIsClosed();
            return number.get(tx);
        });
    }
}
