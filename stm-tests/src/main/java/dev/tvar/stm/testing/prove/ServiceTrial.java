package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankArbitraries;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Law;
import dev.tvar.stm.testing.bank.ServiceReport;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import net.jqwik.api.Arbitrary;

/** {@link Property#SERVICE} on a service, or on an engine as a service. */
final class ServiceTrial implements Trial<BankProgram> {
    /** Runs a program once on a new service. */
    @FunctionalInterface
    private interface Runner {
        ServiceReport run(BankProgram program, long seed) throws InterruptedException;
    }

    private final Runner runner;
    private final LongFunction<String> java;
    private final Duration limit;

    private ServiceTrial(Runner runner, LongFunction<String> java, Duration limit) {
        this.runner = runner;
        this.java = java;
        this.limit = limit;
    }

    static ServiceTrial of(ServiceTarget target, Duration limit) {
        return new ServiceTrial(
                (program, seed) -> target.with(limit, service -> Bank.run(service, program, limit)),
                seed -> target.java(),
                limit);
    }

    static ServiceTrial of(Target target, Duration limit) {
        return new ServiceTrial(
                (program, seed) -> target.with(seed, engine -> Bank.run(Bank.service(engine), program, limit)),
                seed -> "Bank.service(" + target.java(seed) + ")",
                limit);
    }

    @Override
    public Arbitrary<BankProgram> cases(Sizes sizes) {
        return BankArbitraries.services(sizes.accounts(), sizes.threads(), sizes.transfers());
    }

    @Override
    public Run run(BankProgram program, long seed) throws InterruptedException {
        ServiceReport report = runner.run(program, seed);
        return new Run(
                report.breaches().isEmpty(),
                report.brokenLaws().contains(Law.THE_RUN_ENDS),
                figures(report),
                report::toString);
    }

    private static Figures figures(ServiceReport report) {
        return new Figures(
                0,
                1,
                report.calls().size(),
                report.count(Outcome.DONE),
                report.audits().made(),
                OptionalLong.empty(),
                report.failures().size());
    }

    @Override
    public String java(BankProgram program, long seed) {
        return "Bank.runUntilBroken(%s, %s, Duration.ofSeconds(%d), 1_000).requireAllLaws();"
                .formatted(java.apply(seed), JavaText.of(program), limit.toSeconds());
    }
}
