package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.sync.TBarrier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Collections, synchronisers and the named store keep their contracts in every explored schedule, and
 * every history of such a schedule is opaque.
 */
@Tag("seam")
class StructuresTest {
    private static final Duration LIMIT = Duration.ofMillis(Long.getLong("dev.tvar.stm.testing.exploreMillis", 250));

    /** Steps whose omission breaks the engine so much that each program must detect one of them. */
    private static final Set<Step> NEEDED = EnumSet.of(Step.LOCK, Step.STORE, Step.WAKE);

    static Stream<Supplier<Scenario>> programs() {
        return Stream.of(
                        QueuePrograms.values(),
                        MapPrograms.values(),
                        SortedPrograms.values(),
                        SyncPrograms.values(),
                        StorePrograms.values(),
                        SnapshotPrograms.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void nothingIsFoundAtRandom(Supplier<Scenario> program) {
        report(program, Explorer.of(20261121).withHistories());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void nothingIsFoundInAllSchedules(Supplier<Scenario> program) {
        report(program, Explorer.of(0).withStrategy(Strategy.exhaustive()));
    }

    private static void report(Supplier<Scenario> program, Explorer explorer) {
        Exploration exploration =
                explorer.withSchedules(Long.MAX_VALUE).withLimit(LIMIT).explore(program);
        System.out.println(program + ": " + exploration);
        exploration.requireNoFailure();
    }

    /** A barrier that takes back an arrival which has counted, and throws. */
    @Test
    void aBarrierThatTakesBackACountedArrivalIsDetected() {
        TxnExecutor once = STM.with(TxnOptions.defaults().withMaxAttempts(1));
        Exploration found = Explorer.of(1).withSchedules(2_000).explore(() -> {
            TBarrier barrier = TBarrier.of(2);
            return SyncPrograms.allPassOrNone(() -> {
                TBarrier.Arrival arrival = STM.atomically(barrier::arrive);
                try {
                    once.run(arrival::await);
                } finally {
                    STM.run(arrival::withdraw);
                }
            });
        });
        assertTrue(found.failure().isPresent(), found::toString);
    }

    /** All schedules of two threads that share no memory are equivalent: they differ only in the order of independent steps. */
    @ParameterizedTest
    @MethodSource("programsWithoutConflict")
    void operationsWithoutConflictShareNoMemory(Supplier<Scenario> program) {
        Exploration exploration =
                Explorer.of(0).withStrategy(Strategy.exhaustive()).explore(program);
        exploration.requireNoFailure();
        assertTrue(exploration.complete() && exploration.schedules() == 1, exploration::toString);
    }

    static Stream<Supplier<Scenario>> programsWithoutConflict() {
        return Stream.of(MapPrograms.UNRELATED_KEYS_SHARE_NO_MEMORY, QueuePrograms.PUT_AND_TAKE_DO_NOT_CONFLICT);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aBrokenEngineIsNoticed(Supplier<Scenario> program) {
        boolean noticed = NEEDED.stream().anyMatch(left -> Explorer.of(1)
                .withSchedules(2_000)
                .withPlanted(() -> (step, cell) -> step == left)
                .explore(program)
                .failure()
                .isPresent());
        assertTrue(noticed, "the program cannot fail");
    }
}
