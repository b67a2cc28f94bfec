package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Moves.State;
import dev.tvar.stm.testing.bank.Moves.Without;
import dev.tvar.stm.testing.bank.Till.Final;
import dev.tvar.stm.testing.program.OrderSearch;
import dev.tvar.stm.testing.program.OrderSearch.Answer;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether an order of all calls explains what the clients saw. If there is none, searches for the law that an order would have
 * to give up, the more special laws first, and for the few observations that suffice to prove it.
 *
 * <p>Most faults break several laws at once: a key that counts twice leaves balances that no order explains, either. A report of all
 * of them would hide the cause, so {@link Explanation} and this class report the one that, given up, explains the rest. Where
 * amounts coincide, a neighbouring law may be named.
 */
final class OrderJudge {
    /** Longer histories are not judged. */
    private static final int MOST_CALLS = 20_000;

    private static final int MOST_STATES = 100_000;

    /** The most numbers in all visited states together. */
    private static final long MOST_NUMBERS = 20_000_000;

    /** The most states in one of the searches for a smaller proof, and the most such searches. */
    private static final int STATES_OF_PROOF = 5_000;

    private static final int SEARCHES_OF_PROOF = 400;

    /** What an order need not keep if a law is given up. */
    private static final Map<Law, Without> WITHOUT = Map.of(
            Law.NO_NEGATIVE_BALANCE, Without.COVER,
            Law.REFUSALS_LEAVE_NO_TRACE, Without.REFUSALS,
            Law.KEYS_COUNT_ONCE, Without.KEYS,
            Law.TRANSFERS_EXPLAIN_BALANCES, Without.EFFECTS);

    /** The laws that are given up to find an order, before sessions are judged. */
    private static final List<Law> FIRST =
            List.of(Law.NO_NEGATIVE_BALANCE, Law.REFUSALS_LEAVE_NO_TRACE, Law.KEYS_COUNT_ONCE);

    private final BankProgram program;
    private final Till till;
    private final List<Observed> calls;
    private final Final last;

    OrderJudge(BankProgram program, Till till, List<Observed> calls, Final last) {
        this.program = program;
        this.till = till;
        this.calls = calls;
        this.last = last;
    }

    void judge(List<Breach> breaches, List<String> undecided) {
        if (calls.size() > MOST_CALLS) {
            undecided.add(Law.STRICTLY_SERIALISABLE + ": more than " + MOST_CALLS + " calls");
            return;
        }
        switch (search(calls, Without.NOTHING, Set.of(), MOST_STATES)) {
            case FOUND -> {}
            case UNDECIDED -> {
                undecided.add(Law.STRICTLY_SERIALISABLE + ": too many possible orders");
                judgeSessions(breaches, undecided);
            }
            case NONE -> {
                if (!isBlamed(FIRST, breaches)) {
                    judgeSessions(breaches, undecided);
                    if (breaches.isEmpty() && !isBlamed(List.of(Law.TRANSFERS_EXPLAIN_BALANCES), breaches)) {
                        breaches.add(new Breach(Law.STRICTLY_SERIALISABLE, proof(calls, Without.NOTHING)));
                    }
                }
            }
        }
    }

    private Answer search(List<Observed> some, Without without, Set<Observed> ignored, int states) {
        Moves moves = new Moves(till, some, without, ignored);
        OrderSearch<State> search = new OrderSearch<State>(
                moves.threads(), state -> without == Without.REAL_TIME || moves.hasBalances(state, last.balances()));
        return search.run(moves.initial(program.opening()), Math.min(states, MOST_NUMBERS / moves.numbers()));
    }

    /** Whether one of these laws is broken: there would be an order without it. */
    private boolean isBlamed(List<Law> laws, List<Breach> breaches) {
        for (Law law : laws) {
            if (hasOrderWithout(law)) {
                String why = "what the clients saw has an order only without this law; with it, ";
                breaches.add(new Breach(law, why + proof(calls, Without.NOTHING)));
                return true;
            }
        }
        return false;
    }

    /** Whether an order explains what the clients saw, if one law is given up. */
    boolean hasOrderWithout(Law law) {
        Without without = WITHOUT.get(law);
        return without != null && search(calls, without, Set.of(), MOST_STATES) == Answer.FOUND;
    }

    // ---- sessions

    private void judgeSessions(List<Breach> breaches, List<String> undecided) {
        for (String client : calls.stream().map(Observed::client).distinct().toList()) {
            List<Observed> seen = seenBy(client);
            Answer answer = search(seen, Without.REAL_TIME, Set.of(), MOST_STATES);
            if (answer == Answer.NONE) {
                breaches.add(new Breach(Law.CLIENTS_SEE_THEIR_WRITES, proof(seen, Without.REAL_TIME)));
                return;
            }
            if (answer == Answer.UNDECIDED) {
                undecided.add(Law.CLIENTS_SEE_THEIR_WRITES + ": too many possible orders for " + client);
                return;
            }
        }
    }

    /** The calls of a client, and the changes of the others, which may reach the client at any time after they were called. */
    private List<Observed> seenBy(String client) {
        List<Observed> seen = new ArrayList<>();
        for (Observed each : calls) {
            if (each.client().equals(client)) {
                seen.add(each);
            } else if (!each.isReading() && each.outcome() != Outcome.REFUSED) {
                seen.add(new Observed(
                        each.client(),
                        each.call(),
                        each.start(),
                        Long.MAX_VALUE,
                        each.outcome(),
                        List.of(),
                        each.problem()));
            }
        }
        return seen;
    }

    // ---- proofs

    /** The reads and refusals without which there would be an order, in words. */
    private String proof(List<Observed> some, Without without) {
        List<Observed> needed = new ArrayList<>(some.stream()
                .filter(seen -> seen.isReading() || seen.outcome() == Outcome.REFUSED)
                .toList());
        Set<Observed> ignored = new HashSet<>();
        int searches = 0;
        for (int part = needed.size(); part > 0; part = part == 1 ? 0 : (part + 1) / 2) {
            for (int from = 0; from < needed.size() && searches < SEARCHES_OF_PROOF; ) {
                List<Observed> left = needed.subList(from, Math.min(needed.size(), from + part));
                Set<Observed> more = new HashSet<>(ignored);
                more.addAll(left);
                searches++;
                if (search(some, without, more, STATES_OF_PROOF) == Answer.NONE) {
                    ignored = more;
                    left.clear();
                } else {
                    from += part;
                }
            }
        }
        return new CycleText(program, some, needed).toString();
    }
}
