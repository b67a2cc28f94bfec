package dev.tvar.stm.testing.history;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A JUnit 5 {@code @Test} whose transactions are recorded and checked: short for {@code @Test @CheckHistory}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@CheckHistory
public @interface StmTest {}
