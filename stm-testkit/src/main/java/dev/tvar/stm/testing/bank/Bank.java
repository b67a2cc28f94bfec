package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.shrink.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Runs {@link BankProgram}s. Each run opens new accounts, starts all threads together and returns a
 * report. Runs are independent of each other. Thread-safe.
 */
public final class Bank {
    private final Engine engine;
    private final BankProgram program;
    private final List<Engine.Variable> accounts;
    private final CountDownLatch start = new CountDownLatch(1);
    private final List<Teller> tellers = new ArrayList<>();
    private final List<Auditor> snapshotAuditors = new ArrayList<>();
    private final List<Auditor> updateAuditors = new ArrayList<>();

    /** Set when all tellers have finished. */
    private volatile boolean closing;

    private Bank(Engine engine, BankProgram program) {
        this.engine = engine;
        this.program = program;
        accounts = program.opening().stream().map(engine::variable).toList();
    }

    /**
     * Runs a program once.
     *
     * @param engine what to run it on
     * @param program what to run
     * @param limit how long all of it may take; a thread that is still running then is reported, interrupted and left
     *     behind as a daemon
     * @return what happened
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public static BankReport run(Engine engine, BankProgram program, Duration limit) throws InterruptedException {
        return new Bank(engine, program).run(limit);
    }

    /**
     * Runs a program repeatedly until a law is broken. A short program needs this, since whether it shows
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
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, not " + runs);
        }
        BankReport report = run(engine, program, limit);
        for (int i = 1; i < runs && report.brokenLaws().isEmpty() && !Patience.isRepeating(); i++) {
            report = run(engine, program, limit);
        }
        return report;
    }

    private BankReport run(Duration limit) throws InterruptedException {
        hire();
        long deadline = System.nanoTime() + limit.toNanos();
        everybody().forEach(Clerk::start);
        start.countDown();
        for (Teller teller : tellers) {
            teller.awaitUntil(deadline);
        }
        closing = true;
        for (Auditor auditor : auditors().toList()) {
            auditor.awaitUntil(deadline);
        }
        return report(deadline);
    }

    private void hire() {
        for (int i = 0; i < program.tellers(); i++) {
            tellers.add(new Teller(i, start, engine, accounts, program));
        }
        for (int i = 0; i < program.snapshotAuditors(); i++) {
            snapshotAuditors.add(auditor("snapshot auditor " + i, true));
        }
        for (int i = 0; i < program.updateAuditors(); i++) {
            updateAuditors.add(auditor("update auditor " + i, false));
        }
    }

    private Auditor auditor(String name, boolean inSnapshot) {
        return new Auditor(name, start, engine, inSnapshot, accounts, program.total(), () -> closing);
    }

    private BankReport report(long deadline) throws InterruptedException {
        List<Clerk> clerks = new ArrayList<>(everybody().toList());
        Closing last = new Closing(engine, accounts);
        if (clerks.stream().noneMatch(Clerk::isAlive)) {
            last.start();
            last.awaitUntil(deadline);
            clerks.add(last);
        }
        // The hung threads are determined before any is interrupted: an interrupt may make a hung thread throw.
        List<Clerk> alive = clerks.stream().filter(Clerk::isAlive).toList();
        clerks.removeAll(alive);
        List<String> failures =
                clerks.stream().map(Clerk::failure).flatMap(Optional::stream).toList();
        List<String> hung = alive.stream().map(Clerk::hung).toList();
        return new BankReport(
                engine.name(),
                program,
                total(snapshotAuditors),
                total(updateAuditors),
                last.balances(),
                tellers.stream().map(Teller::successful).toList(),
                hung,
                failures);
    }

    private static Audits total(List<Auditor> auditors) {
        return auditors.stream().map(Auditor::seen).reduce(Audits.NONE, Audits::plus);
    }

    private Stream<Auditor> auditors() {
        return Stream.concat(snapshotAuditors.stream(), updateAuditors.stream());
    }

    private Stream<Clerk> everybody() {
        return Stream.concat(tellers.stream(), auditors());
    }
}
