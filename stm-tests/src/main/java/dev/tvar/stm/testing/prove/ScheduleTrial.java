package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.explore.Detail;
import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.program.ConcurrentProgram;
import dev.tvar.stm.testing.program.ExploredProgram;
import dev.tvar.stm.testing.program.ProgramArbitraries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;

/**
 * {@link Property#SCHEDULES} on this library. A run of a case is an exploration of many schedules, which the seed
 * decides, not the machine.
 */
final class ScheduleTrial implements Trial<ConcurrentProgram> {
    private static final int SCHEDULES = 100;
    private static final int MOST_VARIABLES = 3;
    private static final int MOST_THREADS = 3;
    private static final int MOST_TRANSACTIONS = 2;

    private final Duration limit;
    private final Detail detail;

    ScheduleTrial(Duration limit, Detail detail) {
        this.limit = limit;
        this.detail = detail;
    }

    @Override
    public Arbitrary<ConcurrentProgram> cases(Sizes sizes) {
        return ProgramArbitraries.programs(
                Math.min(MOST_VARIABLES, sizes.accounts()), Math.min(MOST_THREADS, sizes.threads()), MOST_TRANSACTIONS);
    }

    @Override
    public Run run(ConcurrentProgram program, long seed) {
        Exploration exploration = LeftOut.in(Explorer.of(seed)
                        .withSchedules(SCHEDULES)
                        .withLimit(limit)
                        .withDetail(detail))
                .explore(ExploredProgram.of(program));
        LeftOut.again(); // the explorer has taken the seam away
        Optional<Failure> failure = exploration.failure();
        long transactions = exploration.schedules()
                * program.threads().stream().mapToLong(List::size).sum();
        Figures figures = new Figures(0, exploration.schedules(), transactions, 0, 0, OptionalLong.empty(), 0);
        return new Run(
                failure.isEmpty(),
                false,
                figures,
                () -> failure.map(found -> "broken: " + found).orElse("no failure") + "\n" + program);
    }

    @Override
    public String java(ConcurrentProgram program, long seed) {
        return "Explorer.of(%dL).explore(ExploredProgram.of(%s)).requireNoFailure();"
                .formatted(seed, JavaText.of(program));
    }
}
