package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Till.Final;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.shrink.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Runs {@link BankProgram}s, on engines and on services. Each run opens new accounts, starts all threads together and returns a
 * report. Runs are independent of each other. Thread-safe.
 */
public final class Bank {
    private Bank() {}

    // ---- services

    /**
     * Runs a program once on a service: each teller and each further client is a thread; auditors make audits, or read single
     * balances if the service offers no audit.
     *
     * @param service what to run it on; not closed
     * @param program what to run. Operations that the service does not offer are left out, except that a transfer with a key becomes
     *     one without
     * @param limit how long all of it may take, without the judgement; a thread that is still running then is reported, interrupted
     *     and left behind as a daemon
     * @return what happened, and which laws it broke
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public static ServiceReport run(MoneyService service, BankProgram program, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Alone<ServiceRun> opening =
                new Alone<>("opening", "opening the accounts", () -> ServiceRun.openFree(service, program));
        opening.start();
        opening.awaitUntil(deadline);
        if (opening.isAlive()) {
            return ServiceRun.notOpened(service, program, List.of(opening.hung()), List.of());
        }
        if (opening.result().isEmpty()) {
            return ServiceRun.notOpened(
                    service, program, List.of(), opening.failure().stream().toList());
        }
        ServiceRun run = opening.result().get();
        List<Auditor> auditors = new ArrayList<>();
        BankRun<Final> threads = run.threads(auditors);
        threads.run(deadline);
        return run.judged(threads.finalState(), total(auditors), threads.hung(), threads.failures());
    }

    /**
     * Runs a program repeatedly on a service until a law is broken, as {@link #runUntilBroken(Engine, BankProgram, Duration, int)}
     * does on an engine.
     *
     * @param service what to run it on; not closed
     * @param program what to run
     * @param limit how long each run may take
     * @param runs the largest number of runs; at least 1
     * @return the first report with a broken law, or else the last report
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalArgumentException if {@code runs} is less than 1
     */
    public static ServiceReport runUntilBroken(MoneyService service, BankProgram program, Duration limit, int runs)
            throws InterruptedException {
        requireRuns(runs);
        ServiceReport report = run(service, program, limit);
        for (int i = 1; i < runs && report.brokenLaws().isEmpty() && !Patience.isRepeating(); i++) {
            report = run(service, program, limit);
        }
        return report;
    }

    /**
     * An engine as a service, to judge it by the laws of services: an account is a variable, an audit a snapshot.
     *
     * @param engine the engine; closed with the service
     * @return the service
     */
    public static MoneyService service(Engine engine) {
        return new EngineService(engine);
    }

    // ---- engines

    /**
     * Runs a program once on an engine.
     *
     * @param engine what to run it on
     * @param program what to run
     * @param limit how long all of it may take; a thread that is still running then is reported, interrupted and left
     *     behind as a daemon
     * @return what happened
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalArgumentException if the program has further clients, which need a service
     */
    public static BankReport run(Engine engine, BankProgram program, Duration limit) throws InterruptedException {
        if (!program.clients().isEmpty()) {
            throw new IllegalArgumentException(
                    "an engine has no further clients: run the program on Bank.service(engine)");
        }
        List<Engine.Variable> accounts =
                program.opening().stream().map(engine::variable).toList();
        Predicate<Transfer> bank = t -> engine.transfer(accounts.get(t.from()), accounts.get(t.to()), t.amount());
        List<OutcomeLog> logs = new ArrayList<>();
        BankRun<List<Long>> run = new BankRun<>(
                () -> engine.snapshot(view -> accounts.stream().map(view::get).toList()));
        for (int i = 0; i < program.tellers(); i++) {
            OutcomeLog log = new OutcomeLog(bank, program.transfersOf(i), program.rounds());
            logs.add(log);
            run.add("teller " + i, program.transfersOf(i), program.rounds(), log);
        }
        List<Auditor> snapshots = IntStream.range(0, program.snapshotAuditors())
                .mapToObj(i -> run.addAuditor(
                        "snapshot auditor " + i, new EngineAudit(engine, true, accounts, program.total())))
                .toList();
        List<Auditor> updates = IntStream.range(0, program.updateAuditors())
                .mapToObj(i -> run.addAuditor(
                        "update auditor " + i, new EngineAudit(engine, false, accounts, program.total())))
                .toList();
        run.run(System.nanoTime() + limit.toNanos());
        return new BankReport(
                engine.name(),
                program,
                total(snapshots),
                total(updates),
                run.finalState(),
                logs.stream().map(OutcomeLog::successful).toList(),
                run.hung(),
                run.failures());
    }

    /**
     * Runs a program repeatedly on an engine until a law is broken. A short program needs this, since whether it shows
     * a fault depends on the interleaving of its threads. During the shrinking of a failing property,
     * which repeats every try itself, this method runs the program once.
     *
     * @param engine what to run it on
     * @param program what to run
     * @param limit how long each run may take
     * @param runs the largest number of runs; at least 1
     * @return the first report with a broken law, or else the last report
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalArgumentException if {@code runs} is less than 1
     */
    public static BankReport runUntilBroken(Engine engine, BankProgram program, Duration limit, int runs)
            throws InterruptedException {
        requireRuns(runs);
        BankReport report = run(engine, program, limit);
        for (int i = 1; i < runs && report.brokenLaws().isEmpty() && !Patience.isRepeating(); i++) {
            report = run(engine, program, limit);
        }
        return report;
    }

    private static void requireRuns(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, not " + runs);
        }
    }

    private static Audits total(List<Auditor> auditors) {
        return auditors.stream().map(Auditor::seen).reduce(Audits.NONE, Audits::plus);
    }
}
