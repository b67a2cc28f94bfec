package dev.tvar.stm.testing.prove;

import net.jqwik.api.Arbitrary;

/**
 * A property on a target.
 *
 * @param <C> its cases
 */
interface Trial<C> {
    /** Random cases that shrink. */
    Arbitrary<C> cases(Sizes sizes);

    /** Runs a case once; the seed decides the pauses, and the engine if there are several. */
    Run run(C oneCase, long seed) throws InterruptedException;

    /** A Java statement that runs a case many times on the engine of that seed, as a test would. */
    String java(C oneCase, long seed);
}
