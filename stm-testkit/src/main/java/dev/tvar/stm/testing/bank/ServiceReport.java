package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.service.MoneyService.Operation;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The observations of one run of a {@link BankProgram} on a service, and the judgement; immutable.
 *
 * @param service the service, as its {@code toString} says
 * @param program what was run
 * @param offered the optional operations that the service offers
 * @param calls the calls of all clients, with their answers; of an auditor the first 500
 * @param audits the observations of all audits together
 * @param finalBalances the balances after all threads had ended; empty if a thread hung or they could not be read
 * @param hung the threads that were still running at the time limit, each with its current action
 * @param failures the threads that threw an error, each with its action at that time
 * @param breaches the laws that did not hold, each with a proof
 * @param undecided what could not be judged within bounds, each with the reason
 */
public record ServiceReport(
        String service,
        BankProgram program,
        Set<Operation> offered,
        List<Observed> calls,
        Audits audits,
        Optional<List<Long>> finalBalances,
        List<String> hung,
        List<String> failures,
        List<Breach> breaches,
        List<String> undecided) {
    private static final int MOST_CALLS_SHOWN = 30;

    /** Copies the collections. */
    public ServiceReport {
        offered = Set.copyOf(offered);
        calls = List.copyOf(calls);
        hung = List.copyOf(hung);
        failures = List.copyOf(failures);
        breaches = List.copyOf(breaches);
        undecided = List.copyOf(undecided);
    }

    /**
     * The laws that did not hold. After a hang only the observations up to then are judged.
     *
     * @return empty for a good run; a new set that the caller may change
     */
    public Set<Law> brokenLaws() {
        Set<Law> broken = EnumSet.noneOf(Law.class);
        breaches.forEach(breach -> broken.add(breach.law()));
        return broken;
    }

    /**
     * Throws unless all laws held.
     *
     * @throws AssertionError if a law was broken; the message is {@link #toString()}
     */
    public void requireAllLaws() {
        require(Law.values());
    }

    /**
     * Throws unless the given laws held, for a service that does not promise all of them.
     *
     * @param laws the laws
     * @throws AssertionError if one of them was broken; the message is {@link #toString()}
     */
    public void require(Law... laws) {
        if (Arrays.stream(laws).anyMatch(brokenLaws()::contains)) {
            throw new AssertionError(toString());
        }
    }

    /**
     * The number of calls that change something and had an outcome: a run in which none was done has tested little.
     *
     * @param outcome the outcome
     * @return the number of calls
     */
    public long count(Outcome outcome) {
        return calls.stream()
                .filter(seen -> !(seen.call() instanceof Call.Read) && !(seen.call() instanceof Call.Audit))
                .filter(seen -> seen.outcome() == outcome)
                .count();
    }

    /** A report for people: the broken laws with their proofs first, then the observations. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(breaches.isEmpty() ? "all laws held" : "broken: " + brokenLaws());
        breaches.forEach(breach -> text.append("\n  because   ").append(breach.why()));
        undecided.forEach(what -> text.append("\n  undecided ").append(what));
        text.append("\n  service   ").append(service);
        text.append("\n  program   ").append(program);
        text.append("\n  calls     ").append(counts());
        if (audits.made() > 0) {
            text.append("\n  audits    ").append(audits.made() + ", " + audits.wrong() + " wrong");
        }
        finalBalances.ifPresent(found -> text.append("\n  final     ").append(found));
        hung.forEach(who -> text.append("\n  hung      ").append(who));
        failures.forEach(who -> text.append("\n  failed    ").append(who));
        problems().forEach((problem, times) -> text.append("\n  threw     ")
                .append(times == 1 ? "" : times + " times ")
                .append(problem));
        if (!breaches.isEmpty() && calls.size() <= MOST_CALLS_SHOWN) {
            calls.stream()
                    .sorted(Comparator.comparingLong(Observed::start))
                    .forEach(seen -> text.append("\n  saw       ").append(seen));
        }
        return text.toString();
    }

    private String counts() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, count(outcome));
        }
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Map<String, Long> problems() {
        return calls.stream()
                .flatMap(seen -> seen.problem().stream())
                .collect(Collectors.groupingBy(problem -> problem, Collectors.counting()));
    }
}
