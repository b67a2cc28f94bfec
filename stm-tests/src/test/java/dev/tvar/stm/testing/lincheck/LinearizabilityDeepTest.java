package dev.tvar.stm.testing.lincheck;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.deep.Rung;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random small programs on two and three threads: Lincheck runs each with many thread switches, or on
 * real threads, and searches for a linearisation that explains the results.
 */
@Rung("Lincheck: linearizability of the public API")
class LinearizabilityDeepTest {
    /** How many programs are model-checked; the cheaper stress runs five times as many. */
    private static final int PROGRAMS = Integer.getInteger("deep.lincheck.programs", 8);

    @ParameterizedTest
    @ValueSource(classes = {TwoAccounts.class, SmallQueue.class, SmallMap.class})
    void everySwitchOfThreadsIsLinearizable(Class<?> structure) {
        modelChecking().check(structure);
    }

    @Test
    void aTransferInTwoTransactionsIsRefuted() {
        LincheckAssertionError found =
                assertThrows(LincheckAssertionError.class, () -> modelChecking().check(TornAccounts.class));
        assertTrue(String.valueOf(found.getMessage()).contains("Invalid execution results"), found::getMessage);
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(PROGRAMS)
                .invocationsPerIteration(1_000)
                .recursionBound(200) // the engine touches its stack by recursion before it may not fail
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {TwoAccounts.class, SmallQueue.class, SmallMap.class})
    void stressIsLinearizable(Class<?> structure) {
        new StressOptions()
                .iterations(5 * PROGRAMS)
                .invocationsPerIteration(10_000)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(structure);
    }
}
