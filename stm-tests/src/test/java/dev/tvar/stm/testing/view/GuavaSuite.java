package dev.tvar.stm.testing.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;

/** A suite of guava-testlib, which are tests of JUnit 3, run inside one test of JUnit 5. */
final class GuavaSuite {
    /** Fewer tests mean that the features of a suite are wrong. */
    private static final int FEWEST_TESTS = 50;

    /** Of a larger suite only so many tests run, drawn with this seed. */
    private static final int MOST_TESTS = 1_000;

    private static final long SEED = 19;

    private GuavaSuite() {}

    /** Requires that all tests pass, each call of a view being a transaction of its own; and again in one transaction a test. */
    static void passes(TestSuite suite) {
        passes(testsOf(suite));
    }

    /** The same for tests of a suite: to build one takes seconds, if it has views of views. */
    static void passes(List<TestCase> tests) {
        assertTrue(tests.size() >= FEWEST_TESTS, () -> "only " + tests.size() + " tests");
        assertEquals("", failures(tests, TestCase::runBare), "calls that are transactions of their own");
        assertEquals("", failures(tests, GuavaSuite::runInside), "calls that are part of the caller's transaction");
    }

    private static void runInside(TestCase test) throws Throwable {
        STM.<Throwable>run(tx -> test.runBare());
    }

    /** How to run a test. */
    interface Run {
        void run(TestCase test) throws Throwable;
    }

    /** The failures, one a line. */
    static String failures(List<TestCase> tests, Run run) {
        StringBuilder failures = new StringBuilder();
        for (TestCase test : tests) {
            try {
                run.run(test);
            } catch (Throwable failure) {
                failures.append(test).append(": ").append(failure).append('\n');
            }
        }
        return failures.toString();
    }

    /** The tests of a suite; a fixed selection if there are very many. */
    static List<TestCase> testsOf(TestSuite suite) {
        List<TestCase> tests = allOf(suite);
        if (tests.size() > MOST_TESTS) {
            Collections.shuffle(tests, new Random(SEED));
        }
        return tests.subList(0, Math.min(tests.size(), MOST_TESTS));
    }

    private static List<TestCase> allOf(TestSuite suite) {
        List<TestCase> tests = new ArrayList<>();
        for (Test test : Collections.list(suite.tests())) {
            if (test instanceof TestSuite inner) {
                tests.addAll(allOf(inner));
            } else {
                tests.add((TestCase) test);
            }
        }
        return tests;
    }
}
