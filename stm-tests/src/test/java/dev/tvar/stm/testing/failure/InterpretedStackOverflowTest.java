package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.testing.support.Jvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Repeats the tests of deep stacks in a JVM that interprets: each call then has a frame of its
 * own, so the stack can end at places that inlining hides.
 */
class InterpretedStackOverflowTest {
    private static final List<Class<?>> TESTS = List.of(
            StackOverflowTest.class,
            StackOverflowInWakeUpTest.class,
            StackOverflowInBodyTest.class,
            SnapshotStackOverflowTest.class);

    /** The program of the child JVM: prints what failed. */
    static final class Child {
        private Child() {}

        /** Runs the tests. */
        public static void main(String[] args) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(
                            TESTS.stream().map(DiscoverySelectors::selectClass).toList())
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
        assertAllPass("-Xint");
    }

    /** The worst case: what reserves stack has the smallest frames, and what uses it the largest. */
    @Test
    void theSameHoldsWhereOnlyTheReserveIsCompiled() throws IOException {
        assertAllPass(
                "-Xcomp",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=compileonly,dev.tvar.stm.internal.tx.StackReserve::*");
    }

    private static void assertAllPass(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        long all = TESTS.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        assertEquals(List.of("passed " + all), Jvm.run(arguments.toArray(String[]::new)));
    }
}
