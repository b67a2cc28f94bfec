package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Till.Final;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the histories of accounts with what the clients did: each successful transfer is booked once, at both ends. */
final class Bookings {
    /** How often an amount must and may be booked on one account. */
    private static final class Range {
        private int least;
        private int most;
    }

    private final Map<Long, Range> ranges = new HashMap<>();
    private final int account;

    private Bookings(int account) {
        this.account = account;
    }

    /** The first difference, in words; empty if there is none, or the service offers no histories. */
    static Optional<String> judge(List<Observed> calls, List<Long> opening, Final last) {
        for (int account = 0; account < last.histories().size(); account++) {
            List<Long> history = last.histories().get(account);
            long sum = history.stream().mapToLong(Long::longValue).sum();
            if (history.isEmpty() || !history.get(0).equals(opening.get(account))) {
                return Optional.of("the history of account " + account + " begins with "
                        + (history.isEmpty() ? "nothing" : history.get(0)) + ", not with its opening balance "
                        + opening.get(account));
            }
            if (sum != last.balances().get(account)) {
                return Optional.of("the history of account " + account + " adds up to " + sum + ", its balance is "
                        + last.balances().get(account));
            }
            Bookings expected = new Bookings(account);
            expected.add(calls);
            Optional<String> difference = expected.compare(history.subList(1, history.size()));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private void add(List<Observed> calls) {
        Map<Integer, Transfer> holds = new HashMap<>();
        calls.stream()
                .map(Observed::call)
                .filter(Call.Hold.class::isInstance)
                .map(Call.Hold.class::cast)
                .forEach(hold -> holds.put(hold.hold(), hold.transfer()));
        Set<Integer> certainKeys = new HashSet<>();
        Set<Integer> keys = new HashSet<>();
        for (Observed seen : calls) {
            boolean certain = seen.outcome() == Outcome.DONE;
            boolean possible = certain || seen.outcome() == Outcome.UNKNOWN;
            if (seen.call() instanceof Transfer transfer) {
                add(transfer, certain, possible);
            } else if (seen.call() instanceof Call.Keyed keyed) {
                add(keyed.transfer(), certain && certainKeys.add(keyed.key()), possible && keys.add(keyed.key()));
            } else if (seen.call() instanceof Call.Capture capture && holds.containsKey(capture.hold())) {
                add(holds.getOrDefault(capture.hold(), new Transfer(0, 0, 0)), certain, possible);
            }
        }
    }

    private void add(Transfer transfer, boolean certain, boolean possible) {
        boolean toItself = transfer.from() == transfer.to();
        if (transfer.from() == account) {
            add(-transfer.amount(), certain && !toItself, possible);
        }
        if (transfer.to() == account) {
            add(transfer.amount(), certain && !toItself, possible);
        }
    }

    private void add(long amount, boolean certain, boolean possible) {
        Range range = ranges.computeIfAbsent(amount, key -> new Range());
        range.least += certain ? 1 : 0;
        range.most += possible ? 1 : 0;
    }

    private Optional<String> compare(List<Long> history) {
        Map<Long, Integer> booked = new HashMap<>();
        history.forEach(amount -> booked.merge(amount, 1, Integer::sum));
        booked.keySet().forEach(amount -> ranges.computeIfAbsent(amount, key -> new Range()));
        for (Map.Entry<Long, Range> each : ranges.entrySet()) {
            int times = booked.getOrDefault(each.getKey(), 0);
            Range range = each.getValue();
            if (each.getKey() != 0 && (times < range.least || times > range.most)) {
                return Optional.of("the history of account " + account + " has " + each.getKey() + " " + times
                        + " times, where the calls explain " + range.least
                        + (range.most > range.least ? " to " + range.most : "") + ": " + history);
            }
        }
        return Optional.empty();
    }
}
