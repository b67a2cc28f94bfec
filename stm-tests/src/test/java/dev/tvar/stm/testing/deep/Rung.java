package dev.tvar.stm.testing.deep;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Marks a test class that takes minutes: it runs with {@code -Pdeep} only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Rung.DEEP)
public @interface Rung {
    /** The tag by which the build leaves these classes out. */
    String DEEP = "deep";

    /**
     * A description of the test class, for the progress line.
     *
     * @return a few words
     */
    String value();
}
