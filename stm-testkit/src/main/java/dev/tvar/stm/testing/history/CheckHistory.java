package dev.tvar.stm.testing.history;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Records all transactions of a test, and fails it if they could not have run one after the other, each attempt seeing one
 * instant, in an order that agrees with real time. The failure shows the smallest set of attempts that proves it.
 *
 * <p>Works with every test annotation of JUnit 5 and 6 ({@code @Test}, {@code @ParameterizedTest}, {@code @RepeatedTest} and
 * others) and, with the jar of {@code stm-tests}, of jqwik ({@code @Property}, {@code @Example}), on the method or on its
 * class. Each test is recorded on
 * its own, from before the first {@code @BeforeEach} to after the last {@code @AfterEach}; of a property each try.
 * Nothing has to change in the code that is tested. Tests that are recorded never run at the same time as each other.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(JupiterHook.class)
@ResourceLock(CheckHistory.LOCK)
public @interface CheckHistory {
    /** The resource that recorded tests share. */
    String LOCK = "dev.tvar.stm.testing.history.Recording";

    /**
     * The limit of the recording: a test with more operations fails with a message that says so.
     *
     * @return the largest number of begins, accesses and ends of attempts
     */
    int maxOperations() default Recording.DEFAULT_MAX_OPERATIONS;

    /**
     * Whether the test runs in {@link StrictMode}.
     *
     * @return true to run the body of each transaction twice
     */
    boolean strict() default false;
}
