package dev.tvar.stm.testing.history;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class as a build would, in this JVM, and keeps the results of its tests. */
public final class Launched implements TestExecutionListener {
    private final List<Throwable> failures = new ArrayList<>();
    private int passed;

    private Launched() {}

    /** Runs all tests of a class, whatever their engine. */
    public static Launched run(Class<?> tests) {
        return run(tests, "OFF");
    }

    /** The same, with shrinking of failing properties. */
    public static Launched runAndShrink(Class<?> tests) {
        return run(tests, "FULL");
    }

    private static Launched run(Class<?> tests, String shrinking) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("jqwik.shrinking.default", shrinking)
                .configurationParameter("jqwik.failures.after.default", "PREVIOUS_SEED")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .build();
        Launched launched = new Launched();
        LauncherFactory.create().execute(request, launched);
        return launched;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(failures::add);
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed++;
        }
    }

    public int passed() {
        return passed;
    }

    public List<Throwable> failures() {
        return failures;
    }

    /** The single failure, which must exist. */
    public Throwable failure() {
        if (failures.size() != 1) {
            throw new AssertionError("expected one failure, found " + failures + " and " + passed + " passed");
        }
        return failures.get(0);
    }
}
