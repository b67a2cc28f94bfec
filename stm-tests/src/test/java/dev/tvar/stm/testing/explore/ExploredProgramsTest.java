package dev.tvar.stm.testing.explore;

import dev.tvar.stm.testing.program.ConcurrentProgram;
import dev.tvar.stm.testing.program.ExploredProgram;
import dev.tvar.stm.testing.program.ProgramArbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Random transaction programs under explored schedules: both shrink, so that the smallest failing pair is shown. */
@Tag("seam")
class ExploredProgramsTest {
    private static final int SCHEDULES = 60;

    @Property(tries = 220)
    void someSerialOrderExplainsEverySchedule(@ForAll("programs") ConcurrentProgram program, @ForAll long seed) {
        explore(program, seed);
    }

    @Property(tries = 80)
    void someSerialOrderExplainsEveryScheduleWithBounds(
            @ForAll("boundedPrograms") ConcurrentProgram program, @ForAll long seed) {
        explore(program, seed);
    }

    private static void explore(ConcurrentProgram program, long seed) {
        Explorer.of(seed)
                .withSchedules(SCHEDULES)
                .explore(ExploredProgram.of(program))
                .requireNoFailure();
    }

    @Provide
    Arbitrary<ConcurrentProgram> programs() {
        return ProgramArbitraries.programs(3, 3, 3);
    }

    @Provide
    Arbitrary<ConcurrentProgram> boundedPrograms() {
        return ProgramArbitraries.boundedPrograms(3, 3, 3);
    }
}
