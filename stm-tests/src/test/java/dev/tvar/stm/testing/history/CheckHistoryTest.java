package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seam")
class CheckHistoryTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                RecordedTests.Short.class,
                RecordedTests.OnTheClass.class,
                RecordedTests.InSetUp.class,
                RecordedTests.JqwikProperty.class,
                RecordedTests.JqwikClass.class
            })
    void anUpdateThatIsLostBetweenTwoTransactionsFailsTheTest(Class<?> tests) {
        assertLostUpdate(Launched.run(tests).failure());
    }

    @ParameterizedTest
    @ValueSource(classes = {RecordedTests.Parameterized.class, RecordedTests.Repeated.class})
    void eachRunOfATestIsRecordedOnItsOwn(Class<?> tests) {
        List<Throwable> failures = Launched.run(tests).failures();
        assertEquals(2, failures.size());
        failures.forEach(CheckHistoryTest::assertLostUpdate);
    }

    private static void assertLostUpdate(Throwable failure) {
        HistoryViolationError found = assertInstanceOf(HistoryViolationError.class, failure, failure.toString());
        assertEquals(Phenomenon.LOST_UPDATE, found.violation().phenomenon(), found.getMessage());
    }

    @Test
    void goodTestsPass() {
        Launched launched = Launched.run(RecordedTests.Good.class);
        assertEquals(List.of(), launched.failures());
        assertEquals(2, launched.passed());
    }

    @Test
    void theTestsOwnFailureComesFirst() {
        Throwable failure = Launched.run(RecordedTests.Failing.class).failure();
        assertTrue(String.valueOf(failure.getMessage()).contains("the balance is wrong"), failure.toString());
        assertLostUpdate(failure.getSuppressed()[0]);
    }

    @Test
    void aTestThatDoesTooMuchFailsAndSaysSo() {
        Throwable failure = Launched.run(RecordedTests.TooLong.class).failure();
        assertTrue(String.valueOf(failure.getMessage()).startsWith("more than 10 operations"), failure.toString());
    }
}
