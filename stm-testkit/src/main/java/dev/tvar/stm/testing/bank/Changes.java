package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Explanation.Item;
import dev.tvar.stm.testing.bank.Explanation.Option;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes that the calls of a run have made or may have made, as vectors: the balance of each account, then the money held on
 * it. Those that are certain are added up; the others are items of an {@link Explanation}, with the changes that only a broken law
 * explains.
 */
final class Changes {
    private final int accounts;
    private final long[] certain;
    private final List<Item> items = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();

    Changes(int accounts, List<Observed> calls) {
        this.accounts = accounts;
        this.certain = new long[2 * accounts];
        Map<Integer, List<Observed>> keys = new LinkedHashMap<>();
        Map<Integer, List<Observed>> holds = new LinkedHashMap<>();
        for (Observed seen : calls) {
            if (seen.call() instanceof Transfer transfer) {
                addTransfer(seen, transfer);
            } else if (seen.call() instanceof Call.Keyed keyed) {
                keys.computeIfAbsent(keyed.key(), key -> new ArrayList<>()).add(seen);
            } else if (seen.call() instanceof Call.Hold hold) {
                holds.computeIfAbsent(hold.hold(), key -> new ArrayList<>()).add(seen);
            } else if (seen.call() instanceof Call.Capture capture) {
                holds.computeIfAbsent(capture.hold(), key -> new ArrayList<>()).add(seen);
            } else if (seen.call() instanceof Call.Release release) {
                holds.computeIfAbsent(release.hold(), key -> new ArrayList<>()).add(seen);
            }
        }
        keys.values().forEach(this::addKey);
        holds.values().forEach(this::addHold);
    }

    /** Laws that the answers alone break. */
    List<Breach> breaches() {
        return breaches;
    }

    /** The items, those with one possible change left out. */
    List<Item> items() {
        return items;
    }

    /** What the items must add up to. */
    long[] rest(List<Long> opening, List<Long> balances, List<Long> held) {
        long[] rest = new long[certain.length];
        for (int i = 0; i < accounts; i++) {
            rest[i] = balances.get(i) - opening.get(i) - certain[i];
            rest[accounts + i] = held.isEmpty() ? 0 : held.get(i) - certain[accounts + i];
        }
        return rest;
    }

    /** The changes of the calls that were done, each at its first option. */
    long[] done() {
        long[] sum = certain.clone();
        for (Item item : items) {
            add(sum, item.options().get(0).change());
        }
        return sum;
    }

    // ---- transfers

    private void addTransfer(Observed seen, Transfer transfer) {
        long[] moved = moved(transfer, 1);
        switch (seen.outcome()) {
            case DONE -> items.add(new Item(List.of(right(moved), wrong(none(), lost(seen)))));
            case UNKNOWN -> items.add(new Item(List.of(right(none()), right(moved))));
            case REFUSED, FAILED -> items.add(new Item(List.of(right(none()), wrong(moved, trace(seen)))));
        }
    }

    private static Breach trace(Observed seen) {
        return new Breach(Law.REFUSALS_LEAVE_NO_TRACE, "the final balances contain " + seen);
    }

    private static Breach lost(Observed seen) {
        return new Breach(Law.TRANSFERS_EXPLAIN_BALANCES, "the final balances do not contain " + seen);
    }

    // ---- keys

    private void addKey(List<Observed> calls) {
        Transfer transfer = ((Call.Keyed) calls.get(0).call()).transfer();
        Optional<Observed> done = first(calls, Outcome.DONE);
        Optional<Observed> refused = first(calls, Outcome.REFUSED);
        if (done.isPresent() && refused.isPresent() && transfer.amount() > 0 && transfer.from() != transfer.to()) {
            breaches.add(new Breach(
                    Law.KEYS_COUNT_ONCE, "different answers to one key: " + done.get() + "; " + refused.get()));
        }
        List<Option> options = new ArrayList<>();
        boolean unknown = first(calls, Outcome.UNKNOWN).isPresent();
        if (done.isEmpty()) {
            options.add(right(none()));
        }
        if (done.isPresent() || unknown) {
            options.add(right(moved(transfer, 1)));
        } else {
            options.add(wrong(moved(transfer, 1), trace(calls.get(0))));
        }
        done.ifPresent(seen -> options.add(wrong(none(), lost(seen))));
        for (int times = 2; times <= calls.size(); times++) {
            options.add(wrong(
                    moved(transfer, times),
                    new Breach(Law.KEYS_COUNT_ONCE, "the final balances contain " + times + " times " + calls)));
        }
        addItem(options);
    }

    private static Optional<Observed> first(List<Observed> calls, Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).findFirst();
    }

    // ---- holds

    private void addHold(List<Observed> calls) {
        Optional<Observed> placing =
                calls.stream().filter(seen -> seen.call() instanceof Call.Hold).findFirst();
        List<Observed> captures = calls.stream()
                .filter(seen -> seen.call() instanceof Call.Capture)
                .toList();
        List<Observed> releases = calls.stream()
                .filter(seen -> seen.call() instanceof Call.Release)
                .toList();
        List<Observed> ended = calls.stream()
                .filter(seen -> !(seen.call() instanceof Call.Hold) && seen.outcome() == Outcome.DONE)
                .toList();
        boolean possible = placing.filter(seen -> seen.outcome() == Outcome.DONE || seen.outcome() == Outcome.UNKNOWN)
                .isPresent();
        if (ended.size() > 1) {
            breaches.add(new Breach(Law.HOLDS_ADD_UP, "one hold ended twice: " + ended));
        } else if (!ended.isEmpty() && !possible) {
            breaches.add(new Breach(
                    Law.HOLDS_ADD_UP,
                    ended.get(0) + ", but " + placing.map(Observed::toString).orElse("it was never placed")));
        }
        placing.ifPresent(
                seen -> addItem(holdOptions(seen, ((Call.Hold) seen.call()).transfer(), captures, releases, possible)));
    }

    private List<Option> holdOptions(
            Observed placing, Transfer transfer, List<Observed> captures, List<Observed> releases, boolean possible) {
        boolean captured = first(captures, Outcome.DONE).isPresent();
        boolean released = first(releases, Outcome.DONE).isPresent();
        List<Option> options = new ArrayList<>();
        if (placing.outcome() != Outcome.DONE && !captured && !released) {
            options.add(right(none()));
        }
        if (possible && !captured && !released) {
            options.add(right(held(transfer, 1)));
        }
        if (possible
                && !released
                && (captured || first(captures, Outcome.UNKNOWN).isPresent())) {
            options.add(right(moved(transfer, 1)));
        }
        if (possible
                && !captured
                && (released || first(releases, Outcome.UNKNOWN).isPresent())) {
            options.add(right(none()));
        }
        if (!possible) {
            options.add(wrong(held(transfer, 1), trace(placing)));
        }
        int mostCaptures = Math.max(1, captures.size());
        for (int times = 0; times <= mostCaptures; times++) {
            for (int open = -1; open <= 1; open++) {
                long[] change = moved(transfer, times);
                add(change, held(transfer, open));
                options.add(wrong(
                        change, new Breach(Law.HOLDS_ADD_UP, holdWords(placing, captures, releases, times, open))));
            }
        }
        return options;
    }

    private static String holdWords(
            Observed placing, List<Observed> captures, List<Observed> releases, int times, int open) {
        List<Observed> calls = new ArrayList<>(captures);
        calls.addAll(releases);
        return "after " + placing + (calls.isEmpty() ? "" : " and " + calls) + ", the final state contains " + times
                + " captures of it" + (open == 0 ? "" : " and its amount " + (open > 0 ? "" : "less ") + "as held");
    }

    // ---- vectors

    private void addItem(List<Option> options) {
        if (options.size() == 1) {
            add(certain, options.get(0).change());
        } else if (!options.isEmpty()) {
            items.add(new Item(options));
        }
    }

    private static Option right(long[] change) {
        return new Option(change, Optional.empty());
    }

    private static Option wrong(long[] change, Breach blame) {
        return new Option(change, Optional.of(blame));
    }

    private long[] none() {
        return new long[certain.length];
    }

    private long[] moved(Transfer transfer, int times) {
        long[] change = none();
        change[transfer.from()] -= times * transfer.amount();
        change[transfer.to()] += times * transfer.amount();
        return change;
    }

    private long[] held(Transfer transfer, int times) {
        long[] change = none();
        change[accounts + transfer.from()] = times * transfer.amount();
        return change;
    }

    private static void add(long[] sum, long[] change) {
        Arrays.setAll(sum, i -> sum[i] + change[i]);
    }
}
