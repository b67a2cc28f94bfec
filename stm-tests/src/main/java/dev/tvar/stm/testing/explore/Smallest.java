package dev.tvar.stm.testing.explore;

import java.util.function.Predicate;

/** Makes a failing schedule smaller: its shortest failing beginning, then without as many turns as possible. */
final class Smallest {
    /** So many schedules are tried. */
    private static final int MOST_TRIES = 600;

    private final Predicate<Schedule> fails;
    private int tries;

    private Smallest(Predicate<Schedule> fails) {
        this.fails = fails;
    }

    /** The smallest found that still fails; {@code failing} if it does not fail when it is repeated. */
    static Schedule of(Schedule failing, Predicate<Schedule> fails) {
        Smallest smallest = new Smallest(fails);
        return smallest.withoutTurns(smallest.shortest(failing));
    }

    private boolean stillFails(Schedule candidate) {
        return tries++ < MOST_TRIES && fails.test(candidate);
    }

    private Schedule shortest(Schedule failing) {
        int length = failing.turns().size();
        for (int tried = 0; tried < length; tried = tried < 8 ? tried + 1 : tried + tried / 4) {
            Schedule beginning = failing.first(tried);
            if (stillFails(beginning)) {
                return beginning;
            }
        }
        return failing;
    }

    private Schedule withoutTurns(Schedule failing) {
        Schedule best = failing;
        for (int chunk = Math.max(1, best.turns().size() / 2); chunk >= 1; ) {
            Schedule smaller = without(best, chunk);
            if (smaller.turns().size() < best.turns().size()) {
                best = smaller;
            } else {
                chunk = chunk / 2;
            }
            chunk = Math.min(chunk, best.turns().size());
        }
        return best;
    }

    /** One pass from the end: each chunk of so many turns is left out if it can be. */
    private Schedule without(Schedule failing, int chunk) {
        Schedule best = failing;
        for (int from = best.turns().size() - chunk; from >= 0; from--) {
            if (from + chunk <= best.turns().size()) {
                Schedule candidate = best.without(from, from + chunk);
                if (stillFails(candidate)) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
