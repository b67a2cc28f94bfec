package dev.tvar.stm.examples.support;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/** Seeds for parameterised tests: some that never change, and a new one; JUnit prints each in the name of its test. */
public final class Seeds {
    private Seeds() {}

    public static LongStream seeds() {
        return LongStream.of(1, 42, 4711, ThreadLocalRandom.current().nextLong());
    }
}
