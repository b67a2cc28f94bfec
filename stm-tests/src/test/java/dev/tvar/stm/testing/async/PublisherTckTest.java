package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.tck.PublisherVerification;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** {@code STM.changes} passes the publisher verification of the Reactive Streams TCK, in full. */
class PublisherTckTest {
    /** A stream has at least its present value, so none is empty; the TCK passes any publisher here, and that does not count. */
    private static final Set<String> NOT_APPLICABLE =
            Set.of("optional_spec105_emptyStreamMustTerminateBySignallingOnComplete");

    /** Rules that the TCK itself names and does not test. */
    private static final String UNTESTED = "untested_";

    /** Collects the outcome of each test. */
    private static final class Outcomes implements ITestListener {
        final Set<String> passed = new TreeSet<>();
        final Set<String> skipped = new TreeSet<>();
        final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestSkipped(ITestResult result) {
            skipped.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(result.getName() + ": " + result.getThrowable());
        }
    }

    private static Set<String> testsOfTheTck() {
        return Stream.of(PublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyTestOfThePublisherVerificationPasses() {
        Outcomes outcomes = new Outcomes();
        TestNG tests = new TestNG(false);
        tests.setVerbose(0);
        tests.setTestClasses(new Class<?>[] {ChangesVerification.class});
        tests.addListener(outcomes);
        tests.run();
        assertEquals(List.of(), outcomes.failed);
        Set<String> expected = testsOfTheTck();
        assertTrue(expected.size() > 30, expected::toString);
        expected.removeIf(name -> name.startsWith(UNTESTED) || NOT_APPLICABLE.contains(name));
        outcomes.passed.removeAll(NOT_APPLICABLE);
        assertEquals(expected, outcomes.passed);
        System.out.println(outcomes.passed.size() + " tests of the TCK passed; not tested: "
                + Arrays.toString(outcomes.skipped.toArray()));
    }
}
