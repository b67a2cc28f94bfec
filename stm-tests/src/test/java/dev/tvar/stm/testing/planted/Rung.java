package dev.tvar.stm.testing.planted;

import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.explore.Scenario;
import dev.tvar.stm.testing.explore.Strategy;
import dev.tvar.stm.testing.support.Limits;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The kinds of tests that detect planted bugs. */
enum Rung {
    /** The explorer, at random: half random walk, half priorities. */
    EXPLORED {
        @Override
        boolean guardsAgainst(PlantedBug bug) {
            return true;
        }

        @Override
        Catch hunt(PlantedBug bug) {
            return explore(bug, Explorer.of(SEED).withSchedules(MOST_SCHEDULES));
        }
    },

    /** The explorer, through all schedules of a small program. */
    ALL_SCHEDULES {
        @Override
        boolean guardsAgainst(PlantedBug bug) {
            return bug.guards().small();
        }

        @Override
        Catch hunt(PlantedBug bug) {
            return explore(
                    bug, Explorer.of(SEED).withStrategy(Strategy.exhaustive()).withSchedules(Long.MAX_VALUE));
        }
    },

    /** A test class, in a JVM of its own. */
    LAW {
        @Override
        boolean guardsAgainst(PlantedBug bug) {
            return bug.guards().law() != null;
        }

        @Override
        Catch hunt(PlantedBug bug) {
            String test = Objects.requireNonNull(bug.guards().law());
            long start = System.nanoTime();
            String verdict = BrokenJvm.run(bug.name(), List.of(test));
            String name = test.substring(test.lastIndexOf('.') + 1);
            return Catch.since(start, verdict.startsWith(SuiteUnderBug.CAUGHT), name, verdict);
        }
    };

    /** Most schedules that the explorer may run at random until it finds a bug: twenty times the need of the worst seed. */
    static final long MOST_SCHEDULES = 10_000;

    private static final long SEED = 1;

    /** Whether this kind of test must detect the bug. */
    abstract boolean guardsAgainst(PlantedBug bug);

    /** Runs the guard with the bug planted. */
    abstract Catch hunt(PlantedBug bug);

    private static Catch explore(PlantedBug bug, Explorer explorer) {
        Supplier<Scenario> program = bug.guards().program();
        long start = System.nanoTime();
        Explorer broken = explorer.withLimit(Limits.DURATION).withPlanted(bug::omission);
        Exploration exploration = bug.mutant().during(() -> broken.explore(program));
        Failure failure = exploration.found();
        String report = failure == null
                ? exploration.toString()
                : failure.kind() + ", after " + (failure.number() + 1) + " schedules: " + failure.schedule();
        return Catch.since(start, failure != null, program.toString(), report);
    }
}
