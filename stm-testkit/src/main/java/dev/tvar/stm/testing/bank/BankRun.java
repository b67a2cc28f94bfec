package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * The threads of one run, of an engine or of a service: tellers and clients start together, auditors work until they have ended,
 * and then one thread reads the final state. A thread that does not end in time is reported and abandoned.
 *
 * @param <F> the final state
 */
final class BankRun<F> {
    private final CountDownLatch start = new CountDownLatch(1);
    private final List<Teller> tellers = new ArrayList<>();
    private final List<Auditor> auditors = new ArrayList<>();
    private final Alone<F> last;
    private final List<String> hung = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Set when all tellers have finished. */
    private volatile boolean closing;

    BankRun(Callable<F> readFinalState) {
        last = new Alone<>("closing", "reading the final balances", readFinalState);
    }

    void add(String name, List<? extends Call> calls, int rounds, Log log) {
        tellers.add(new Teller(name, start, calls, rounds, log));
    }

    Auditor addAuditor(String name, Callable<Audits> audit) {
        Auditor auditor = new Auditor(name, start, audit, () -> closing);
        auditors.add(auditor);
        return auditor;
    }

    /** Returns when all threads have ended, or at the deadline, a {@link System#nanoTime}. */
    void run(long deadline) throws InterruptedException {
        everybody().forEach(Clerk::start);
        start.countDown();
        for (Teller teller : tellers) {
            teller.awaitUntil(deadline);
        }
        closing = true;
        for (Auditor auditor : auditors) {
            auditor.awaitUntil(deadline);
        }
        List<Clerk> clerks = new ArrayList<>(everybody().toList());
        if (clerks.stream().noneMatch(Clerk::isAlive)) {
            last.start();
            last.awaitUntil(deadline);
            clerks.add(last);
        }
        judge(clerks);
    }

    /** The hung threads are determined before any is interrupted: an interrupt may make a hung thread throw. */
    private void judge(List<Clerk> clerks) {
        List<Clerk> alive = clerks.stream().filter(Clerk::isAlive).toList();
        clerks.removeAll(alive);
        clerks.forEach(clerk -> clerk.failure().ifPresent(failures::add));
        alive.forEach(clerk -> hung.add(clerk.hung()));
    }

    private Stream<Clerk> everybody() {
        return Stream.concat(tellers.stream(), auditors.stream());
    }

    List<String> hung() {
        return hung;
    }

    List<String> failures() {
        return failures;
    }

    /** Empty if a thread hung, or the final state could not be read. */
    Optional<F> finalState() {
        return last.result();
    }
}
