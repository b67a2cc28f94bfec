package dev.tvar.stm.benchmarks.waiters;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.waiters.ParkedWaiters.Starter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParkedWaitersTest {
    private static final int SOME = 200;

    @ParameterizedTest
    @EnumSource(names = {"TVAR", "PARK", "MULTIVERSE", "SCALA_STM"})
    void allVirtualThreadsPassWhenTheGateOpens(MeasuredEngine engine) {
        if (ParkedWaiters.hasVirtualThreads()) {
            assertTrue(ParkedWaiters.measure(engine, SOME, Starter.VIRTUAL).nanosToWakeAll() > 0);
        } else {
            assertThrows(
                    UnsupportedOperationException.class, () -> ParkedWaiters.measure(engine, SOME, Starter.VIRTUAL));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TVAR", "PARK", "MULTIVERSE", "SCALA_STM"})
    void allPlatformThreadsPassWhenTheGateOpens(MeasuredEngine engine) {
        ParkedWaiters.Found found = ParkedWaiters.measure(engine, SOME, Starter.PLATFORM);
        assertTrue(found.nanosToOpen() > 0 && found.nanosToOpen() <= found.nanosToWakeAll(), found::toString);
    }
}
