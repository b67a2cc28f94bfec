package dev.tvar.stm.testing.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests in a JVM of its own with a bug planted, and ends the JVM at the first failure, so that nothing of a broken
 * engine outlives it. Arguments: the bug, or NONE, then the test classes.
 */
final class SuiteUnderBug {
    static final String CAUGHT = "CAUGHT ";
    static final String SURVIVED = "SURVIVED ";

    private static int passed;

    private SuiteUnderBug() {}

    public static void main(String[] args) throws ClassNotFoundException {
        Seam.install(
                args[0].equals("NONE")
                        ? new NoBug()
                        : PlantedBug.valueOf(args[0]).seam());
        List<DiscoverySelector> classes = new ArrayList<>();
        for (String name : List.of(args).subList(1, args.length)) {
            classes.add(selectClass(Class.forName(name)));
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(classes)
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .build();
        LauncherFactory.create().execute(request, new StopAtFirstFailure());
        end(SURVIVED + passed);
    }

    private static void end(String verdict) {
        System.out.println(verdict);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** The seam with nothing left out. */
    private static final class NoBug extends Seam {
        @Override
        protected boolean proceed(Step step, @Nullable Cell cell) {
            Interleaving.before(step, cell);
            return true;
        }
    }

    private static final class StopAtFirstFailure implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                passed += test.isTest() ? 1 : 0;
            } else if (!test.isTest()) {
                end("the tests could not be run: " + test.getDisplayName() + ": " + result.getThrowable());
            } else {
                end(CAUGHT + test.getLegacyReportingName() + "|" + describe(test) + "|"
                        + result.getThrowable().map(Throwable::toString).orElse(""));
            }
        }

        private static String describe(TestIdentifier test) {
            String id = test.getUniqueId();
            String className = id.replaceAll(".*\\[class:([^\\]]*)\\].*", "$1");
            return className.substring(className.lastIndexOf('.') + 1);
        }

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            if (plan.countTestIdentifiers(TestIdentifier::isTest) == 0) {
                throw new IllegalStateException("no tests found");
            }
        }
    }
}
