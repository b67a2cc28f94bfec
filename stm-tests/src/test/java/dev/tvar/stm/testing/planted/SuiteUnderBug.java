package dev.tvar.stm.testing.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Planted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
 * engine outlives it. Arguments: the bug, or {@link #NO_BUG}, then the test classes.
 */
final class SuiteUnderBug {
    static final String CAUGHT = "CAUGHT ";
    static final String SURVIVED = "SURVIVED ";

    /** In place of a bug. */
    static final String NO_BUG = "NONE";

    private static int passed;

    private SuiteUnderBug() {}

    public static void main(String[] args) throws ClassNotFoundException {
        if (args[0].equals(NO_BUG)) {
            Seam.install(new Broken((step, cell) -> false));
        } else {
            PlantedBug bug = PlantedBug.named(args[0]);
            bug.mutant().plant();
            Seam.install(new Broken(bug.omission()));
        }
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

    /**
     * The engine with a bug. It sometimes delays after the read of a stamp, so that rare interleavings happen.
     */
    private static final class Broken extends Seam {
        private final Planted bug;

        Broken(Planted bug) {
            this.bug = bug;
        }

        @Override
        protected boolean proceed(Step step, @Nullable Object cell) {
            if (step == Step.LOOKED_AT_STAMP) {
                dawdle();
            }
            return !bug.leavesOut(step, cell);
        }

        private static void dawdle() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            if (random.nextInt(64) == 0) {
                for (int round = random.nextInt(1000); round > 0; round--) {
                    Thread.onSpinWait();
                }
            }
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
