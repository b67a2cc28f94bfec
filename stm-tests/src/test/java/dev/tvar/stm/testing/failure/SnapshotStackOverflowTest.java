package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.List;
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

    /** In a JVM of its own that compiles nothing, see {@link InterpretedStackOverflowTest}. */
    static final class Child {
        private Child() {}

        /** Runs the test above. */
        public static void main(String[] args) {
            useEverythingOnce();
            new SnapshotStackOverflowTest().aSnapshotThatOverflowsIsClosed();
            new SnapshotStackOverflowTest().aSnapshotThatOverflowsWhileAnotherIsOpenIsClosed();
            System.out.println("closed");
        }
    }

    @Test
    void theSameHoldsInTheInterpreter() throws IOException {
        assertEquals(
                List.of("closed"),
                Jvm.run("-Xint", "-cp", System.getProperty("java.class.path"), Child.class.getName()));
    }
}
