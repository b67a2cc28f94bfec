package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Explanation.Found;
import dev.tvar.stm.testing.bank.Till.Final;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the laws of services on what the clients of one run saw. A law that a more special one explains is not reported: which
 * calls an order must explain is known only when the final balances are explained.
 */
final class Judge {
    /** The laws that may explain wrong final balances, the more special ones first. */
    private static final List<Law> BLAMED =
            List.of(Law.KEYS_COUNT_ONCE, Law.HOLDS_ADD_UP, Law.REFUSALS_LEAVE_NO_TRACE, Law.TRANSFERS_EXPLAIN_BALANCES);

    /** How many calls may break the law: few at first, since many explain anything. */
    private static final List<Integer> MOST_BLAMES = List.of(2, Integer.MAX_VALUE);

    /** The most calls that are named as the cause. */
    private static final int NAMED_BLAMES = 3;

    private final BankProgram program;
    private final Till till;
    private final List<Observed> calls;
    private final List<Breach> breaches = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();

    Judge(BankProgram program, Till till, List<Observed> calls) {
        this.program = program;
        this.till = till;
        this.calls = calls;
    }

    List<Breach> breaches() {
        return breaches;
    }

    List<String> undecided() {
        return undecided;
    }

    /** Judges a run whose audits saw this. The final state is missing if a thread hung, or the state could not be read. */
    void judge(Audits audits, Optional<Final> last) {
        calls.forEach(this::judgeFloors);
        Changes changes = new Changes(till.accounts(), calls);
        breaches.addAll(changes.breaches());
        last.ifPresent(state -> judgeFinal(changes, state));
        if (!isBroken(Law.MONEY_IS_CONSERVED)) {
            judgeAudits(audits);
        }
        if (last.isPresent() && breaches.isEmpty()) {
            new OrderJudge(program, till, calls, last.get()).judge(breaches, undecided);
        }
    }

    private boolean isBroken(Law law) {
        return breaches.stream().anyMatch(breach -> breach.law() == law);
    }

    private void add(Law law, String why) {
        breaches.add(new Breach(law, why));
    }

    // ---- single observations

    private void judgeFloors(Observed seen) {
        List<Long> balances = seen.balances();
        for (int i = 0; i < balances.size() && !isBroken(Law.NO_NEGATIVE_BALANCE); i++) {
            int account = seen.call() instanceof Call.Read read ? read.account() : i;
            if (balances.get(i) < till.floor(account)) {
                add(
                        Law.NO_NEGATIVE_BALANCE,
                        seen + ", but account " + account + " must not fall below " + till.floor(account));
            }
        }
    }

    private void judgeAudits(Audits audits) {
        for (Observed seen : calls) {
            long sum = sum(seen.balances());
            if (seen.call() instanceof Call.Audit && seen.isReading() && sum != program.total()) {
                add(Law.AUDITS_SEE_THE_TOTAL, seen + ", in all " + sum + " for " + program.total());
                return;
            }
        }
        if (audits.wrong() > 0) {
            add(Law.AUDITS_SEE_THE_TOTAL, "an audit saw " + audits.firstWrong().orElse(0L) + " for " + program.total());
        }
    }

    // ---- the final state

    private void judgeFinal(Changes changes, Final last) {
        List<Long> balances = last.balances();
        long[] rest = changes.rest(program.opening(), balances, last.held());
        boolean conserved = sum(balances) == program.total();
        for (int i = 0; i < balances.size() && !isBroken(Law.NO_NEGATIVE_BALANCE); i++) {
            long held = last.held().isEmpty() ? 0 : last.held().get(i);
            if (balances.get(i) - held < till.floor(i)) {
                add(
                        Law.NO_NEGATIVE_BALANCE,
                        "account " + i + " ends with " + balances.get(i)
                                + (held == 0 ? "" : ", of which " + held + " are held") + ", but must not fall below "
                                + till.floor(i));
            }
        }
        if (!conserved) {
            add(
                    Law.MONEY_IS_CONSERVED,
                    "the final balances are in all " + sum(balances) + " for " + program.total() + ": "
                            + unexplained(changes, last));
            return;
        }
        explain(changes, rest, last);
        Bookings.judge(calls, program.opening(), last).ifPresent(why -> add(Law.TRANSFERS_EXPLAIN_BALANCES, why));
    }

    private void explain(Changes changes, long[] rest, Final last) {
        Found right = Explanation.of(changes.items(), rest, Set.of(), 0);
        if (right.choices().isPresent() || isBroken(Law.HOLDS_ADD_UP)) {
            return;
        }
        if (!right.decided()) {
            undecided.add(Law.TRANSFERS_EXPLAIN_BALANCES + ": too many calls with an unknown outcome");
            return;
        }
        if (!blame(changes, rest, last)) {
            add(Law.TRANSFERS_EXPLAIN_BALANCES, unexplained(changes, last));
        }
    }

    /**
     * Finds the one law without which the final balances are explained: one without which there is also an order of all calls, if
     * possible, and few calls of which are to blame. False if there is none.
     */
    private boolean blame(Changes changes, long[] rest, Final last) {
        OrderJudge order = new OrderJudge(program, till, calls, last);
        Optional<Breach> likely = Optional.empty();
        for (int most : MOST_BLAMES) {
            for (Law law : BLAMED) {
                Found wrong = Explanation.of(changes.items(), rest, Set.of(law), most);
                if (wrong.choices().isPresent()) {
                    Breach breach = new Breach(law, words(wrong.blames()));
                    likely = likely.or(() -> Optional.of(breach));
                    if (order.hasOrderWithout(law)) {
                        breaches.add(breach);
                        return true;
                    }
                }
            }
        }
        likely.ifPresent(breaches::add);
        return likely.isPresent();
    }

    private static String words(List<Breach> blames) {
        String more = blames.size() > NAMED_BLAMES ? "; and " + (blames.size() - NAMED_BLAMES) + " more" : "";
        return blames.stream().limit(NAMED_BLAMES).map(Breach::why).collect(Collectors.joining("; ")) + more;
    }

    /** The accounts that do not end with what the calls that were done explain. */
    private String unexplained(Changes changes, Final last) {
        long[] done = changes.done();
        int accounts = till.accounts();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            long explained = program.opening().get(i) + done[i];
            if (last.balances().get(i) != explained) {
                wrong.add("account " + i + " ends with " + last.balances().get(i) + ", not " + explained);
            }
            if (!last.held().isEmpty() && last.held().get(i) != done[accounts + i]) {
                wrong.add("account " + i + " ends with " + last.held().get(i) + " held, not " + done[accounts + i]);
            }
        }
        boolean unknown = calls.stream().anyMatch(seen -> seen.outcome() == Outcome.UNKNOWN && !seen.isReading());
        return String.join("; ", wrong)
                + (unknown ? " (without the calls with an unknown outcome, which do not explain it)" : "");
    }

    private static long sum(List<Long> balances) {
        return balances.stream().mapToLong(Long::longValue).sum();
    }
}
