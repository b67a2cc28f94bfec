package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The observations of one run of a {@link BankProgram}; immutable.
 *
 * @param engine the name of the engine
 * @param program what was run
 * @param snapshotAudits the observations of the auditors that use snapshots
 * @param updateAudits the observations of the auditors that use transactions that could write
 * @param finalBalances the balances after all threads had ended; empty if a thread hung or they could not be read
 * @param successful the transfers that succeeded, in order, one list per teller
 * @param hung the threads that were still running at the time limit, each with its current action
 * @param failures the threads that threw, each with its action at that time
 */
public record BankReport(
        String engine,
        BankProgram program,
        Audits snapshotAudits,
        Audits updateAudits,
        Optional<List<Long>> finalBalances,
        List<List<Transfer>> successful,
        List<String> hung,
        List<String> failures) {

    /**
     * The laws that did not hold. After a hang only the observations up to then are judged.
     *
     * @return empty for a good run; a new set that the caller may change
     */
    public Set<Law> brokenLaws() {
        Set<Law> broken = EnumSet.noneOf(Law.class);
        Audits audits = audits();
        if (audits.wrong() > 0) {
            broken.add(Law.AUDITS_SEE_THE_TOTAL);
        }
        if (audits.wrongAttempts() > 0) {
            broken.add(Law.ATTEMPTS_SEE_THE_TOTAL);
        }
        if (audits.firstNegative().isPresent() || finalBalances.stream().anyMatch(BankReport::hasNegative)) {
            broken.add(Law.NO_NEGATIVE_BALANCE);
        }
        if (finalBalances.isPresent() && !finalBalances.get().equals(explainedBalances())) {
            broken.add(Law.TRANSFERS_EXPLAIN_BALANCES);
        }
        if (!failures.isEmpty()) {
            broken.add(Law.NOTHING_THROWS);
        }
        if (!hung.isEmpty()) {
            broken.add(Law.THE_RUN_ENDS);
        }
        return broken;
    }

    /**
     * Throws unless all laws held.
     *
     * @throws AssertionError if a law was broken; the message is {@link #toString()}
     */
    public void requireAllLaws() {
        if (!brokenLaws().isEmpty()) {
            throw new AssertionError(toString());
        }
    }

    /**
     * The audits of both kinds together.
     *
     * @return their sum
     */
    public Audits audits() {
        return snapshotAudits.plus(updateAudits);
    }

    /**
     * The balances that result from exactly the successful transfers, in any order. The sums wrap around
     * if they leave the range of a long, which only an engine that breaks a law can cause.
     *
     * @return one balance per account
     */
    public List<Long> explainedBalances() {
        List<Long> balances = new ArrayList<>(program.opening());
        for (List<Transfer> ofOneTeller : successful) {
            for (Transfer transfer : ofOneTeller) {
                balances.set(transfer.from(), balances.get(transfer.from()) - transfer.amount());
                balances.set(transfer.to(), balances.get(transfer.to()) + transfer.amount());
            }
        }
        return balances;
    }

    /** A report for people: the broken laws first, then the observations. */
    @Override
    public String toString() {
        int done = successful.stream().mapToInt(List::size).sum();
        StringBuilder text = new StringBuilder();
        text.append(brokenLaws().isEmpty() ? "all laws held" : "broken: " + brokenLaws());
        text.append("\n  engine    ").append(engine);
        text.append("\n  program   ").append(program);
        text.append("\n  transfers ").append(done + " of " + program.size() + " succeeded");
        line(text, "snapshots", snapshotAudits);
        line(text, "updates", updateAudits);
        finalBalances.ifPresent(found -> {
            text.append("\n  final     ").append(found);
            if (!found.equals(explainedBalances())) {
                text.append("\n  explained ").append(explainedBalances());
            }
        });
        hung.forEach(who -> text.append("\n  hung      ").append(who));
        failures.forEach(who -> text.append("\n  failed    ").append(who));
        return text.toString();
    }

    private void line(StringBuilder text, String kind, Audits audits) {
        text.append("\n  ").append(String.format("%-10s", kind));
        text.append(audits.made() + " audits, " + audits.wrong() + " wrong");
        if (audits.wrongAttempts() > 0) {
            text.append(", " + audits.wrongAttempts() + " wrong attempts");
        }
        audits.firstWrong().ifPresent(sum -> text.append(", first saw " + sum + " for " + program.total()));
        audits.firstNegative().ifPresent(balance -> text.append(", saw a balance of " + balance));
    }

    private static boolean hasNegative(List<Long> balances) {
        return balances.stream().anyMatch(balance -> balance < 0);
    }
}
