package dev.tvar.stm.testing.program;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random transaction programs on many threads: a serial order that respects real time explains the
 * values they read. To replay a failure give its seed: {@code @Property(seed = "...")}; the
 * interleaving of threads is not replayed, so each program runs several times.
 */
public class ProgramPropertyTest {
    private static final int RUNS = 10;

    @Property(tries = 450)
    void someSerialOrderExplainsEveryOutcome(@ForAll("programs") ConcurrentProgram program, @ForAll long seed) {
        requireSerialOrders(program, seed);
    }

    @Property(tries = 150)
    void someSerialOrderExplainsEveryRefusalByABound(
            @ForAll("boundedPrograms") ConcurrentProgram program, @ForAll long seed) {
        requireSerialOrders(program, seed);
    }

    private static void requireSerialOrders(ConcurrentProgram program, long seed) {
        for (int run = 0; run < RUNS; run++) {
            Execution execution = Execution.of(program, seed + run);
            assertTrue(SerialOrder.of(execution).isPresent(), () -> "no serial order explains\n" + execution);
        }
    }

    @Property(tries = 350)
    void oneThreadAloneDoesWhatTheModelDoes(@ForAll("sequences") ConcurrentProgram program) {
        requireModel(program);
    }

    @Property(tries = 150)
    void oneThreadAloneKeepsBoundsAsTheModelDoes(@ForAll("boundedSequences") ConcurrentProgram program) {
        requireModel(program);
    }

    private static void requireModel(ConcurrentProgram program) {
        Execution execution = Execution.of(program, 0);
        assertTrue(SerialOrder.of(execution).isPresent(), () -> "the model does not explain\n" + execution);
    }

    @Provide
    Arbitrary<ConcurrentProgram> programs() {
        return ProgramArbitraries.programs(4, 4, 5);
    }

    @Provide
    Arbitrary<ConcurrentProgram> sequences() {
        return ProgramArbitraries.programs(4, 1, 12);
    }

    @Provide
    Arbitrary<ConcurrentProgram> boundedPrograms() {
        return ProgramArbitraries.boundedPrograms(4, 4, 5);
    }

    @Provide
    Arbitrary<ConcurrentProgram> boundedSequences() {
        return ProgramArbitraries.boundedPrograms(4, 1, 12);
    }
}
