package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Till.Final;
import dev.tvar.stm.testing.bank.Till.Nonsense;
import dev.tvar.stm.testing.service.MoneyService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of a program on a service, for a harness with threads of its own, such as a scheduler: {@link #open} opens the accounts, {@link #work} makes the calls of one client, {@link #report} reads the final balances and
 * judges. {@link Bank#run(MoneyService, BankProgram, java.time.Duration)} does all of this with free threads.
 *
 * <p>{@link #work} is to be called once for each client, by any thread; the others by one thread, before and after.
 */
public final class ServiceRun {
    private final MoneyService service;
    private final BankProgram program;
    private final Till till;
    private final List<Journal> journals = new ArrayList<>();
    private final List<Journal> auditors = new ArrayList<>();
    private final List<List<? extends Call>> calls = new ArrayList<>();

    private ServiceRun(MoneyService service, BankProgram program, Till till, Placed placed) {
        this.service = service;
        this.program = program;
        this.till = till;
        for (int i = 0; i < program.tellers() && program.hasTellers(); i++) {
            add("teller " + i, program.transfersOf(i), placed);
        }
        for (int i = 0; i < program.clients().size(); i++) {
            add("client " + i, program.clients().get(i), placed);
        }
    }

    private void add(String name, List<? extends Call> ofOne, Placed placed) {
        calls.add(ofOne);
        journals.add(new Journal(name, till, placed));
    }

    /**
     * Opens the accounts of a program. Its auditors are not part of such a run.
     *
     * @param service what to run it on
     * @param program what to run
     * @return the run
     * @throws Exception if the service throws, or returns what makes no sense
     */
    public static ServiceRun open(MoneyService service, BankProgram program) throws Exception {
        return new ServiceRun(service, program, Till.open(service, program.opening()), Placed.withoutWaiting());
    }

    /** Opens the accounts; clients wait for holds. */
    static ServiceRun openFree(MoneyService service, BankProgram program) throws Exception {
        return new ServiceRun(service, program, Till.open(service, program.opening()), new Placed(program.clients()));
    }

    /**
     * The number of clients: tellers first, then the further ones.
     *
     * @return at least 1
     */
    public int clients() {
        return calls.size();
    }

    /**
     * Makes all calls of a client, one after the other. Exceptions of the service are unknown outcomes.
     *
     * @param client the number of the client, from 0
     * @throws Exception an {@link InterruptedException} of the service
     */
    public void work(int client) throws Exception {
        int rounds = client < calls.size() - program.clients().size() ? program.rounds() : 1;
        for (int round = 0; round < rounds; round++) {
            for (Call call : calls.get(client)) {
                journals.get(client).perform(call);
            }
        }
    }

    /**
     * Reads the final balances, and judges what the clients saw.
     *
     * @param hung clients that have not ended, each with its current action; if there are any, nothing is read
     * @param failures clients that threw an error, each with the error
     * @return the judgement
     */
    public ServiceReport report(List<String> hung, List<String> failures) {
        List<String> failed = new ArrayList<>(failures);
        Optional<Final> last = Optional.empty();
        if (hung.isEmpty()) {
            try {
                last = Optional.of(till.last());
            } catch (Exception | Error e) { // a service may throw anything
                failed.add("reading the final balances threw " + e);
            }
        }
        return judged(last, Audits.NONE, hung, failed);
    }

    // ---- for Bank

    /** Prepares free threads: one for each client, and for each auditor of the program. */
    BankRun<Final> threads(List<Auditor> hired) {
        BankRun<Final> run = new BankRun<>(till::last);
        int tellers = calls.size() - program.clients().size();
        for (int i = 0; i < calls.size(); i++) {
            Journal journal = journals.get(i);
            run.add(journal.client(), calls.get(i), i < tellers ? program.rounds() : 1, journal);
        }
        for (int i = 0; i < program.snapshotAuditors() + program.updateAuditors(); i++) {
            Journal journal = new Journal("auditor " + i, till, Placed.withoutWaiting());
            auditors.add(journal);
            hired.add(run.addAuditor(journal.client(), new ServiceAudit(till, journal, program.total())));
        }
        return run;
    }

    ServiceReport judged(Optional<Final> last, Audits audits, List<String> hung, List<String> failures) {
        List<Observed> seen = new ArrayList<>();
        List<Breach> breaches = new ArrayList<>();
        List<Journal> all = new ArrayList<>(journals);
        all.addAll(auditors);
        for (Journal journal : all) {
            seen.addAll(journal.calls());
            journal.nonsense().forEach(what -> breaches.add(new Breach(Law.ANSWERS_MAKE_SENSE, what)));
        }
        failures.forEach(what -> breaches.add(thrown(what)));
        hung.forEach(what -> breaches.add(new Breach(Law.THE_RUN_ENDS, what + " had not returned at the time limit")));
        Judge judge = new Judge(program, till, seen);
        judge.judge(audits, last);
        breaches.addAll(judge.breaches());
        return new ServiceReport(
                service.toString(),
                program,
                till.offered(),
                seen,
                audits,
                last.map(Final::balances),
                hung,
                failures,
                breaches,
                judge.undecided());
    }

    /** The report of a run whose accounts could not be opened. */
    static ServiceReport notOpened(
            MoneyService service, BankProgram program, List<String> hung, List<String> failures) {
        List<Breach> breaches = new ArrayList<>();
        failures.forEach(what -> breaches.add(thrown(what)));
        hung.forEach(what -> breaches.add(new Breach(Law.THE_RUN_ENDS, what + " had not returned at the time limit")));
        return new ServiceReport(
                service.toString(),
                program,
                Set.of(),
                List.of(),
                Audits.NONE,
                Optional.empty(),
                hung,
                failures,
                breaches,
                List.of());
    }

    private static Breach thrown(String what) {
        Law law = what.contains(Nonsense.MARK) ? Law.ANSWERS_MAKE_SENSE : Law.NOTHING_THROWS;
        return new Breach(law, what);
    }
}
