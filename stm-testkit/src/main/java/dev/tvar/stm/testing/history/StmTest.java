package dev.tvar.stm.testing.history;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * A {@code @Test} of JUnit 5 or 6 whose transactions are recorded and checked: short for {@code @Test @CheckHistory}. With
 * {@code strict = true} it also finds side effects in the bodies of transactions, and {@code now()} inside them.
 *
 * <pre>{@code
 * @StmTest
 * void aTransferIsOneTransaction() {
 *     TLong ann = TLong.named("ann", 100);
 *     TLong bob = TLong.named("bob", 0);
 *     transfer(ann, bob, 30);
 *     long total = STM.snapshot(tx -> ann.get(tx) + bob.get(tx));
 *     assertEquals(100, total);
 * }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@CheckHistory
public @interface StmTest {
    /**
     * Whether the test runs in {@link StrictMode}.
     *
     * @return true to run the body of each transaction twice
     */
    boolean strict() default false;
}
