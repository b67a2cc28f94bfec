package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.program.ConcurrentProgram;
import dev.tvar.stm.testing.program.ProgramArbitraries;
import dev.tvar.stm.testing.program.ProgramReport;
import dev.tvar.stm.testing.program.ProgramRun;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * {@link Property#PROGRAMS} on a target. The checker tries all orders, so programs are small whatever the sizes allow.
 * Other engines run in turns under even seeds, so that the findings do not depend on the machine, and freely under odd
 * ones.
 */
final class ProgramTrial implements Trial<ConcurrentProgram> {
    private static final int MOST_VARIABLES = 4;
    private static final int MOST_THREADS = 4;
    private static final int MOST_TRANSACTIONS = 5;

    private final Target target;
    private final Duration limit;

    ProgramTrial(Target target, Duration limit) {
        this.target = target;
        this.limit = limit;
    }

    @Override
    public Arbitrary<ConcurrentProgram> cases(Sizes sizes) {
        int variables = Math.min(MOST_VARIABLES, sizes.accounts());
        int threads = Math.min(MOST_THREADS, sizes.threads());
        return target.isWholeLibrary()
                ? Arbitraries.oneOf(
                        ProgramArbitraries.programs(variables, threads, MOST_TRANSACTIONS),
                        ProgramArbitraries.boundedPrograms(variables, threads, MOST_TRANSACTIONS))
                : ProgramArbitraries.flatPrograms(variables, threads, MOST_TRANSACTIONS);
    }

    @Override
    public Run run(ConcurrentProgram program, long seed) throws InterruptedException {
        if (target.isWholeLibrary()) {
            return judged(ProgramRun.onLibrary(program, seed, limit), false);
        }
        return target.with(seed, engine -> {
            ProgramReport report = isInTurns(seed)
                    ? ProgramRun.inTurns(engine, program, seed, limit)
                    : ProgramRun.on(engine, program, seed, limit);
            return judged(report, engine.mayGiveUp());
        });
    }

    private static boolean isInTurns(long seed) {
        return seed % 2 == 0;
    }

    private static Run judged(ProgramReport report, boolean mayGiveUp) {
        boolean hung = !report.hung().isEmpty();
        boolean gaveUp = mayGiveUp && !hung && !report.failures().isEmpty();
        long transactions =
                report.program().threads().stream().mapToLong(List::size).sum();
        Figures figures = new Figures(
                0, 1, transactions, 0, 0, report.aborts(), report.failures().size());
        return new Run(report.holds() || gaveUp, hung, figures, report::toString);
    }

    @Override
    public String java(ConcurrentProgram program, long seed) {
        String arguments = ", seed, Duration.ofSeconds(%d)).requireSerialOrder();".formatted(limit.toSeconds());
        String text = JavaText.of(program);
        if (target.isWholeLibrary()) {
            return "for (long seed = 0; seed < 1_000; seed++) ProgramRun.onLibrary(" + text + arguments;
        }
        String on = "(" + target.java(seed) + ", " + text;
        return isInTurns(seed)
                ? "ProgramRun.inTurns" + on + arguments.replace("seed", seed + "L")
                : "for (long seed = 0; seed < 1_000; seed++) ProgramRun.on" + on + arguments;
    }
}
