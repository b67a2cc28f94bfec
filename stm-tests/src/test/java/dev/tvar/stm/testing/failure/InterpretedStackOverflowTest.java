package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.testing.support.Jvm;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Repeats the tests of deep stacks in a JVM that only interprets: each call then has a frame of its
 * own, so the stack can end at places that inlining hides.
 */
class InterpretedStackOverflowTest {
    /** The program of the child JVM: prints what failed. */
    static final class Child {
        private Child() {}

        /** Runs the tests. */
        public static void main(String[] args) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(StackOverflowTest.class), selectClass(StackOverflowInBodyTest.class))
                    .build();
            Launcher launcher = LauncherFactory.create();
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            launcher.execute(request, listener);
            listener.getSummary()
                    .getFailures()
                    .forEach(failure -> System.out.println(
                            failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()));
            System.out.println("passed " + listener.getSummary().getTestsSucceededCount());
        }
    }

    @Test
    void theSameHoldsInTheInterpreter() throws IOException {
        List<String> output = Jvm.run("-Xint", "-cp", System.getProperty("java.class.path"), Child.class.getName());
        long all = Stream.of(StackOverflowTest.class, StackOverflowInBodyTest.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        assertEquals(List.of("passed " + all), output);
    }
}
