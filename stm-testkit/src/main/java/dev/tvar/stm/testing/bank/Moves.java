package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.program.OrderSearch;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a run as moves of an {@link OrderSearch}. A state has the balance of each account, the money held on it, and for each
 * hold whether it is open. Calls with an unknown outcome, and all calls with one key together, are moves of threads of their own:
 * they may take effect later than the next call of their client, or in place of each other.
 */
final class Moves {
    /** The law that an order need not keep: if there is an order without a law, that law is broken. */
    enum Without {
        /** All laws count. */
        NOTHING,
        /** A payer need not be able to pay. */
        COVER,
        /** Refused and failed calls may have happened. */
        REFUSALS,
        /** Calls with the same key may all have happened. */
        KEYS,
        /** Calls that were done need not have happened. */
        EFFECTS,
        /** Only the order of the calls of each client, and that no effect comes before its call. */
        REAL_TIME
    }

    /** Balances, held money and open holds. */
    static final class State {
        private final long[] numbers;

        private State(long[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof State that && Arrays.equals(numbers, that.numbers);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }
    }

    /** One move; {@code step} returns its argument if it changes nothing, or null if it is impossible. */
    private record OneMove(
            long start, long end, boolean optional, boolean onlyObserves, UnaryOperator<long @Nullable []> step)
            implements OrderSearch.Move<State> {
        @Override
        public @Nullable State after(State state) {
            long[] numbers = step.apply(onlyObserves ? state.numbers : state.numbers.clone());
            return numbers == null ? null : new State(numbers);
        }
    }

    private final Till till;
    private final int accounts;
    private final Without without;
    private final Set<Observed> ignored;
    private final Map<Integer, Transfer> holds = new LinkedHashMap<>();
    private final Map<Integer, Integer> places = new LinkedHashMap<>();
    private final Map<String, List<OneMove>> clients = new LinkedHashMap<>();
    private final List<List<OneMove>> alone = new ArrayList<>();

    /**
     * The moves of some calls.
     *
     * @param without what an order need not keep
     * @param ignored reads and refusals that an order need not explain
     */
    Moves(Till till, List<Observed> calls, Without without, Set<Observed> ignored) {
        this.till = till;
        this.accounts = till.accounts();
        this.without = without;
        this.ignored = ignored;
        for (Observed seen : calls) {
            if (seen.call() instanceof Call.Hold hold) {
                holds.put(hold.hold(), hold.transfer());
                places.put(hold.hold(), 2 * accounts + places.size());
            }
        }
        Map<Integer, List<Observed>> keys = new LinkedHashMap<>();
        for (Observed seen : calls) {
            if (seen.call() instanceof Call.Keyed keyed) {
                keys.computeIfAbsent(keyed.key(), key -> new ArrayList<>()).add(seen);
            } else {
                add(seen);
            }
        }
        keys.values().forEach(this::addKey);
    }

    List<List<OneMove>> threads() {
        List<List<OneMove>> threads = new ArrayList<>(clients.values());
        threads.addAll(alone);
        return threads;
    }

    /** The length of a state. */
    int numbers() {
        return 2 * accounts + places.size();
    }

    State initial(Collection<Long> opening) {
        long[] numbers = new long[numbers()];
        int i = 0;
        for (long balance : opening) {
            numbers[i++] = balance;
        }
        return new State(numbers);
    }

    boolean hasBalances(State state, List<Long> balances) {
        for (int i = 0; i < accounts; i++) {
            if (state.numbers[i] != balances.get(i)) {
                return false;
            }
        }
        return true;
    }

    // ---- moves

    private void add(Observed seen) {
        if (seen.isReading()) {
            if (!ignored.contains(seen)) {
                of(seen).add(new OneMove(
                        seen.start(), seen.end(), false, true, state -> reads(seen, state) ? state : null));
            }
            return;
        }
        UnaryOperator<long @Nullable []> effect = effect(seen.call());
        if (effect == null) {
            return;
        }
        switch (seen.outcome()) {
            case DONE -> of(seen).add(new OneMove(seen.start(), seen.end(), without == Without.EFFECTS, false, effect));
            case UNKNOWN -> addUnknown(seen.start(), effect);
            case REFUSED -> addRefused(seen, effect, of(seen), seen.start(), seen.end());
            case FAILED -> addTrace(seen.start(), effect);
        }
    }

    private List<OneMove> of(Observed seen) {
        return clients.computeIfAbsent(seen.client(), name -> new ArrayList<>());
    }

    private void addUnknown(long start, UnaryOperator<long @Nullable []> effect) {
        alone.add(List.of(new OneMove(start, Long.MAX_VALUE, true, false, effect)));
    }

    private void addTrace(long start, UnaryOperator<long @Nullable []> effect) {
        if (without == Without.REFUSALS) {
            addUnknown(start, effect);
        }
    }

    private void addRefused(
            Observed seen, UnaryOperator<long @Nullable []> effect, List<OneMove> thread, long start, long end) {
        if (without == Without.REFUSALS) {
            addUnknown(start, effect);
        } else if (without != Without.REAL_TIME && without != Without.COVER && !ignored.contains(seen)) {
            thread.add(
                    new OneMove(start, end, false, true, state -> effect.apply(state.clone()) == null ? state : null));
        }
    }

    /** All calls with one key: one move, which takes effect in any of the calls that may have made it. */
    private void addKey(List<Observed> calls) {
        Observed one = calls.get(0);
        UnaryOperator<long @Nullable []> effect = effect(((Call.Keyed) one.call()).transfer());
        if (effect == null) {
            return;
        }
        long start = start(calls, Outcome.UNKNOWN);
        List<OneMove> thread = new ArrayList<>();
        if (has(calls, Outcome.DONE)) {
            start = Math.min(start, start(calls, Outcome.DONE));
            thread.add(new OneMove(start, end(calls, Outcome.DONE), without == Without.EFFECTS, false, effect));
        } else if (has(calls, Outcome.REFUSED)) {
            start = Math.min(start, start(calls, Outcome.REFUSED));
            addRefused(one, effect, thread, start, end(calls, Outcome.REFUSED));
        } else if (has(calls, Outcome.UNKNOWN)) {
            addUnknown(start, effect);
        }
        alone.add(thread);
        if (without == Without.KEYS) {
            calls.forEach(seen -> addUnknown(seen.start(), effect));
        }
    }

    private static boolean has(List<Observed> calls, Outcome outcome) {
        return calls.stream().anyMatch(seen -> seen.outcome() == outcome);
    }

    private static long start(List<Observed> calls, Outcome outcome) {
        return calls.stream()
                .filter(seen -> seen.outcome() == outcome)
                .mapToLong(Observed::start)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long end(List<Observed> calls, Outcome outcome) {
        return calls.stream()
                .filter(seen -> seen.outcome() == outcome)
                .mapToLong(Observed::end)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    // ---- steps

    private boolean reads(Observed seen, long[] state) {
        if (seen.call() instanceof Call.Read read) {
            return state[read.account()] == seen.balances().get(0);
        }
        for (int i = 0; i < accounts; i++) {
            if (state[i] != seen.balances().get(i)) {
                return false;
            }
        }
        return true;
    }

    /** What a call does to a state if it is done; null if it never changes anything. */
    private @Nullable UnaryOperator<long @Nullable []> effect(Call call) {
        if (call instanceof Transfer transfer) {
            return isIdle(transfer) ? null : state -> covers(state, transfer) ? moved(state, transfer) : null;
        }
        if (call instanceof Call.Hold hold) {
            Transfer transfer = hold.transfer();
            int place = place(hold.hold());
            return state -> {
                if (!covers(state, transfer)) {
                    return null;
                }
                state[accounts + transfer.from()] += transfer.amount();
                state[place] = 1;
                return state;
            };
        }
        boolean captures = call instanceof Call.Capture;
        int hold = call instanceof Call.Capture capture
                ? capture.hold()
                : call instanceof Call.Release release ? release.hold() : -1;
        Transfer transfer = holds.get(hold);
        if (transfer == null) {
            return null;
        }
        int place = place(hold);
        return state -> {
            if (state[place] != 1) {
                return null;
            }
            state[place] = 0;
            state[accounts + transfer.from()] -= transfer.amount();
            return captures ? moved(state, transfer) : state;
        };
    }

    private int place(int hold) {
        return places.getOrDefault(hold, 0);
    }

    /** Of such a transfer every answer is allowed. */
    private static boolean isIdle(Transfer transfer) {
        return transfer.amount() == 0 || transfer.from() == transfer.to();
    }

    private boolean covers(long[] state, Transfer transfer) {
        int from = transfer.from();
        return without == Without.COVER
                || without == Without.REAL_TIME
                || transfer.amount() <= state[from] - state[accounts + from] - till.floor(from);
    }

    private static long[] moved(long[] state, Transfer transfer) {
        state[transfer.from()] -= transfer.amount();
        state[transfer.to()] += transfer.amount();
        return state;
    }
}
