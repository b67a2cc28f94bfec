package dev.tvar.stm.testing.watchdog;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TQueue;
import java.io.PrintWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Tests that never end by themselves; each is run in a JVM of its own. */
final class StuckTests {
    /** The exit code when a test failed. */
    static final int FAILED = 3;

    private static final TQueue<String> QUEUE = TQueue.named("orders");

    private StuckTests() {}

    /** Runs the tests of one class. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Class.forName(arguments[0])))
                                .configurationParameter("jqwik.database", arguments[1])
                                .build(),
                        summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true));
        System.exit(summary.getSummary().getTotalFailureCount() > 0 ? FAILED : 0);
    }

    static class InATestMethod {
        @Test
        void takesFromAnEmptyQueue() {
            STM.run(QUEUE::take);
        }
    }

    static class InAProperty {
        @Property
        void takesFromAnEmptyQueue(@ForAll int number) {
            STM.run(QUEUE::take);
        }
    }

    static class InBeforeAll {
        @BeforeAll
        static void takesFromAnEmptyQueue() {
            STM.run(QUEUE::take);
        }

        @Test
        void isNotReached() {}
    }

    /** Loops, and ignores interrupts. */
    static class InALoop {
        @Test
        @SuppressWarnings("InfiniteLoopStatement")
        void loops() {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** Passes after the interrupt, as if it had not happened. */
    static class PassesInterrupted {
        @Test
        void waitsForTheInterrupt() {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
        }
    }

    static class NotStuck {
        @Test
        void passes() {}
    }
}
