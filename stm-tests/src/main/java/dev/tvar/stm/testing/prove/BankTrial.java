package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankArbitraries;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.BankReport;
import dev.tvar.stm.testing.bank.Law;
import dev.tvar.stm.testing.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;

/** {@link Property#CONSERVATION} on a target. */
final class BankTrial implements Trial<BankProgram> {
    private static final int MOST_ROUNDS = 10;

    private final Target target;
    private final Duration limit;

    BankTrial(Target target, Duration limit) {
        this.target = target;
        this.limit = limit;
    }

    @Override
    public Arbitrary<BankProgram> cases(Sizes sizes) {
        return BankArbitraries.programs(sizes.accounts(), sizes.threads(), sizes.transfers(), MOST_ROUNDS);
    }

    @Override
    public Run run(BankProgram program, long seed) throws InterruptedException {
        return target.with(seed, engine -> {
            BankReport report = Bank.run(engine, program, limit);
            Set<Law> broken = report.brokenLaws();
            if (engine.mayGiveUp()) {
                broken.remove(Law.NOTHING_THROWS);
            }
            return new Run(
                    broken.isEmpty(), broken.contains(Law.THE_RUN_ENDS), figures(engine, report), report::toString);
        });
    }

    private static Figures figures(Engine engine, BankReport report) {
        long audits = report.audits().made();
        long moved = report.successful().stream().mapToLong(List::size).sum();
        boolean complete = report.hung().isEmpty() && report.failures().isEmpty();
        long transfers = complete ? report.program().size() : moved;
        return new Figures(
                0,
                1,
                transfers + audits,
                moved,
                audits,
                engine.aborts(),
                report.failures().size());
    }

    @Override
    public String java(BankProgram program, long seed) {
        return "Bank.runUntilBroken(%s, %s, Duration.ofSeconds(%d), 1_000).requireAllLaws();"
                .formatted(target.java(seed), JavaText.of(program), limit.toSeconds());
    }
}
