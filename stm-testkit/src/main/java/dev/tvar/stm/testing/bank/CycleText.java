package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.history.Cycles;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in words why no order explains some observations. A read comes after each call that every explanation of its balance
 * contains, and before each call that none contains; a call that had returned before another was made comes before it. The smallest
 * cycle of these relations is the proof. If the observations leave too much open for a cycle, they are listed.
 */
final class CycleText {
    /** The most changes of one account whose combinations are tried. */
    private static final int MOST_CHANGES = 16;

    private static final int MOST_LISTED = 12;

    /**
     * A change of balances.
     *
     * @param call its call; of several calls with one key, all together: from the first that was made to the first that was done
     */
    private record Change(Observed call, Transfer transfer) {}

    /** What an observation says about a change. */
    private enum Sight {
        UNKNOWN,
        SEEN,
        MISSED
    }

    private final BankProgram program;
    private final List<Observed> readings;
    private final List<Change> changes;
    private final Sight[][] sights;

    /**
     * A proof.
     *
     * @param calls all calls
     * @param needed the observations that have no order
     */
    CycleText(BankProgram program, List<Observed> calls, List<Observed> needed) {
        this.program = program;
        readings = needed;
        changes = new ArrayList<>();
        calls.stream().filter(CycleText::possible).forEach(seen -> addChange(seen, calls));
        changes.removeIf(change -> !touchesAny(change.transfer(), needed));
        sights = new Sight[needed.size()][changes.size()];
        for (int r = 0; r < readings.size(); r++) {
            for (int c = 0; c < changes.size(); c++) {
                sights[r][c] = Sight.UNKNOWN;
            }
            look(r);
        }
    }

    private static boolean possible(Observed seen) {
        return !seen.isReading() && (seen.outcome() == Outcome.DONE || seen.outcome() == Outcome.UNKNOWN);
    }

    private void addChange(Observed seen, List<Observed> calls) {
        if (seen.call() instanceof Transfer transfer) {
            changes.add(new Change(seen, transfer));
        } else if (seen.call() instanceof Call.Capture capture) {
            for (Observed other : calls) {
                if (other.call() instanceof Call.Hold hold && hold.hold() == capture.hold()) {
                    changes.add(new Change(seen, hold.transfer()));
                }
            }
        } else if (seen.call() instanceof Call.Keyed keyed) {
            Change merged = new Change(seen, keyed.transfer());
            for (Change other : List.copyOf(changes)) {
                if (other.call.call().equals(keyed)) {
                    changes.remove(other);
                    merged = new Change(merged(other.call, seen), keyed.transfer());
                }
            }
            changes.add(merged);
        }
    }

    private static Observed merged(Observed a, Observed b) {
        boolean done = b.outcome() == Outcome.DONE && (a.outcome() != Outcome.DONE || b.end() < a.end());
        Observed answer = done ? b : a;
        return new Observed(
                answer.client(),
                answer.call(),
                Math.min(a.start(), b.start()),
                answer.end(),
                answer.outcome(),
                List.of(),
                answer.problem());
    }

    private static boolean touchesAny(Transfer transfer, List<Observed> needed) {
        return transfer.from() != transfer.to()
                && transfer.amount() > 0
                && needed.stream()
                        .anyMatch(seen -> !(seen.call() instanceof Call.Read read)
                                || read.account() == transfer.from()
                                || read.account() == transfer.to());
    }

    // ---- what a reading says

    private void look(int reading) {
        Observed seen = readings.get(reading);
        for (int i = 0; i < seen.balances().size(); i++) {
            int account = seen.call() instanceof Call.Read read ? read.account() : i;
            look(reading, account, seen.balances().get(i) - program.opening().get(account));
        }
    }

    /** Tries all combinations of the changes of an account that make up the difference to its opening balance. */
    private void look(int reading, int account, long difference) {
        List<Integer> touching = new ArrayList<>();
        for (int c = 0; c < changes.size(); c++) {
            if (change(c, account) != 0) {
                touching.add(c);
            }
        }
        if (touching.size() > MOST_CHANGES) {
            return;
        }
        int inAll = -1;
        int inAny = 0;
        boolean explained = false;
        for (int set = 0; set < 1 << touching.size(); set++) {
            long sum = 0;
            for (int bit = 0; bit < touching.size(); bit++) {
                sum += (set >> bit & 1) == 0 ? 0 : change(touching.get(bit), account);
            }
            if (sum == difference) {
                explained = true;
                inAll &= set;
                inAny |= set;
            }
        }
        for (int bit = 0; bit < touching.size() && explained; bit++) {
            Sight sight = (inAll >> bit & 1) == 1 ? Sight.SEEN : (inAny >> bit & 1) == 0 ? Sight.MISSED : Sight.UNKNOWN;
            if (sight != Sight.UNKNOWN) {
                sights[reading][touching.get(bit)] = sight;
            }
        }
    }

    private long change(int c, int account) {
        Transfer transfer = changes.get(c).transfer();
        return transfer.from() == account ? -transfer.amount() : transfer.to() == account ? transfer.amount() : 0;
    }

    // ---- the cycle; readings first, then changes

    private Observed call(int node) {
        return node < readings.size()
                ? readings.get(node)
                : changes.get(node - readings.size()).call();
    }

    private Sight sight(int reading, int change) {
        return reading < readings.size() && change >= readings.size()
                ? sights[reading][change - readings.size()]
                : Sight.UNKNOWN;
    }

    /** A call with an unknown outcome may take effect after it has returned. */
    private boolean returnedBefore(int from, int to) {
        boolean settled = call(from).isReading() || call(from).outcome() != Outcome.UNKNOWN;
        return settled && call(from).endedBefore(call(to));
    }

    private boolean comesBefore(int from, int to) {
        return returnedBefore(from, to) || sight(from, to) == Sight.MISSED || sight(to, from) == Sight.SEEN;
    }

    private String words(int from, int to) {
        if (sight(from, to) == Sight.MISSED) {
            return call(from) + ", without " + call(to);
        }
        if (sight(to, from) == Sight.SEEN) {
            return call(to) + ", with " + call(from);
        }
        return call(from) + " had returned before " + call(to).client() + " called " + call(to).call();
    }

    @Override
    public String toString() {
        int[] cycle = Cycles.shortest(readings.size() + changes.size(), this::comesBefore);
        if (cycle.length == 0) {
            return "no order explains" + listed();
        }
        StringBuilder text = new StringBuilder("no order explains what the clients saw:");
        for (int i = 0; i < cycle.length; i++) {
            text.append("\n    ").append(words(cycle[i], cycle[(i + 1) % cycle.length]));
        }
        return text.toString();
    }

    private String listed() {
        List<Observed> all = Stream.concat(readings.stream(), changes.stream().map(Change::call))
                .sorted(Comparator.comparingLong(Observed::start))
                .toList();
        String more = all.size() > MOST_LISTED ? "\n    and " + (all.size() - MOST_LISTED) + " more" : "";
        return all.stream().limit(MOST_LISTED).map(seen -> "\n    " + seen).collect(Collectors.joining()) + more;
    }
}
