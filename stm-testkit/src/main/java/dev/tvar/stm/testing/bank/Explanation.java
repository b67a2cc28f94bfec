package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches which of the calls with an unknown outcome must have happened, so that all calls together explain the final balances
 * exactly.
 *
 * <p>Each item is a call, a key or a hold, with the changes that it may have made; one of them is chosen for each item, and all
 * choices must add up to the difference between the opening and the final balances. This is the subset-sum problem with several
 * sums, which is NP-complete; the search is exact, abandons a choice as soon as some account can no longer reach its final
 * balance, remembers dead ends, and is bounded.
 */
final class Explanation {
    /** The most choices to try. */
    private static final int BOUND = 200_000;

    /** The most items: the search recurses once for each. */
    private static final int MOST_ITEMS = 2_000;

    /** The changes that an item may have made, those without blame first. */
    record Item(List<Option> options) {}

    /**
     * A possible change.
     *
     * @param change the difference for each number
     * @param blame the law that is broken if this is what has happened, and how; empty if none is
     */
    record Option(long[] change, Optional<Breach> blame) {}

    /** A dead end: the items from this one on cannot make up the rest. */
    private record DeadEnd(int item, int blames, List<Long> rest) {}

    private final List<Item> items;
    private final long[][] least;
    private final long[][] most;
    private final List<Option> chosen = new ArrayList<>();
    private final Set<DeadEnd> deadEnds = new HashSet<>();
    private int tried;

    private Explanation(List<Item> items, int numbers) {
        this.items = items;
        least = new long[items.size() + 1][numbers];
        most = new long[items.size() + 1][numbers];
        for (int i = items.size() - 1; i >= 0; i--) {
            for (int n = 0; n < numbers; n++) {
                int number = n;
                long[] changes = items.get(i).options.stream()
                        .mapToLong(option -> option.change[number])
                        .toArray();
                least[i][n] = plus(least[i + 1][n], Arrays.stream(changes).min().orElse(0));
                most[i][n] = plus(most[i + 1][n], Arrays.stream(changes).max().orElse(0));
            }
        }
    }

    /**
     * The result of a search.
     *
     * @param choices the options of the items that have several; empty if there is no explanation, or none was found
     * @param decided false if the bound was reached
     */
    record Found(Optional<List<Option>> choices, boolean decided) {
        List<Breach> blames() {
            return choices.orElse(List.of()).stream()
                    .flatMap(option -> option.blame.stream())
                    .toList();
        }
    }

    /**
     * Searches.
     *
     * @param difference what the choices must add up to
     * @param laws the laws that may be broken
     * @param blames the most options with blame
     */
    static Found of(List<Item> items, long[] difference, Set<Law> laws, int blames) {
        long[] rest = difference;
        List<Item> open = new ArrayList<>();
        for (Item item : items) {
            List<Option> options = item.options.stream()
                    .filter(option ->
                            option.blame.map(Breach::law).map(laws::contains).orElse(true))
                    .toList();
            if (options.size() == 1 && options.get(0).blame.isEmpty()) {
                rest = minus(rest, options.get(0).change);
            } else {
                open.add(new Item(options));
            }
        }
        if (open.size() > MOST_ITEMS) {
            return new Found(Optional.empty(), false);
        }
        Explanation search = new Explanation(open, difference.length);
        boolean found = search.extend(0, rest, blames);
        return found
                ? new Found(Optional.of(List.copyOf(search.chosen)), true)
                : new Found(Optional.empty(), search.tried <= BOUND);
    }

    private boolean extend(int item, long[] rest, int blames) {
        if (item == items.size()) {
            return Arrays.stream(rest).allMatch(number -> number == 0);
        }
        if (isOutOfReach(item, rest) || ++tried > BOUND) {
            return false;
        }
        DeadEnd here = new DeadEnd(item, blames, Arrays.stream(rest).boxed().toList());
        if (deadEnds.contains(here)) {
            return false;
        }
        for (Option option : items.get(item).options) {
            int left = option.blame.isPresent() ? blames - 1 : blames;
            if (left >= 0) {
                chosen.add(option);
                if (extend(item + 1, minus(rest, option.change), left)) {
                    return true;
                }
                chosen.remove(chosen.size() - 1);
            }
        }
        deadEnds.add(here);
        return false;
    }

    private boolean isOutOfReach(int item, long[] rest) {
        for (int n = 0; n < rest.length; n++) {
            if (rest[n] < least[item][n] || rest[n] > most[item][n]) {
                return true;
            }
        }
        return false;
    }

    /** The sum, or the nearest long to it. */
    private static long plus(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
    }

    private static long[] minus(long[] rest, long[] change) {
        long[] less = rest.clone();
        for (int n = 0; n < less.length; n++) {
            less[n] -= change[n];
        }
        return less;
    }
}
