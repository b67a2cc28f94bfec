package dev.tvar.stm.testing.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service in memory, under one lock, that offers everything; right, unless it has a {@link Fault}. Each fault breaks one law, and
 * does so without a race, so that every run that makes the calls in question shows it.
 */
final class MemoryService implements MoneyService {

    /** What is wrong. */
    enum Fault {
        NONE("nothing"),
        TORN_AUDIT("an audit sees a transfer at one end only"),
        LEAKING("some transfers cost the receiver one"),
        OVERDRAFT("a transfer does not check the balance"),
        LOST_TRANSFER("some transfers are answered done, but not made"),
        LATE_FAILURE("some transfers are made, but answered failed"),
        FORGOTTEN_KEY("the same key moves money again"),
        STALE_READ("a client does not see its own last change"),
        STALE_CACHE("a client that only reads never sees a change"),
        DOUBLE_CAPTURE("a hold can be captured again");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        /** The fault in words. */
        String text() {
            return text;
        }
    }

    private record Hold(String from, String to, long amount) {}

    private static final int THIRD = 3;

    private final Fault fault;

    // all guarded by this
    private final Map<String, Long> accounts = new LinkedHashMap<>();
    private final Map<String, List<Long>> histories = new HashMap<>();
    private final Map<String, Outcome> keys = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private final Map<String, Hold> captured = new HashMap<>();
    private final Map<Thread, Map<String, Long>> caches = new HashMap<>();
    private Map<String, Long> before = Map.of();
    private @Nullable Thread lastWriter;
    private Map<String, Long> torn = Map.of();
    private int transfers;

    MemoryService(Fault fault) {
        this.fault = fault;
    }

    @Override
    public synchronized String open(long opening) {
        String id = "A-" + (accounts.size() + 1);
        accounts.put(id, opening);
        histories.put(id, new ArrayList<>(List.of(opening)));
        torn = Map.copyOf(accounts);
        return id;
    }

    // ---- changes

    @Override
    public synchronized Outcome transfer(String from, String to, long amount) {
        if (amount == 0 || from.equals(to)) {
            return Outcome.FAILED;
        }
        if (fault != Fault.OVERDRAFT && available(from) < amount) {
            return Outcome.REFUSED;
        }
        transfers++;
        if (transfers % THIRD == 0 && fault == Fault.LOST_TRANSFER) {
            return Outcome.DONE;
        }
        move(from, to, amount);
        if (transfers % THIRD == 0 && fault == Fault.LEAKING) {
            accounts.merge(to, -1L, Long::sum);
        }
        return transfers % THIRD == 0 && fault == Fault.LATE_FAILURE ? Outcome.FAILED : Outcome.DONE;
    }

    @Override
    public synchronized Outcome transfer(String key, String from, String to, long amount) {
        caches.remove(Thread.currentThread());
        Outcome known = keys.get(key);
        if (known != null) {
            if (known == Outcome.DONE && fault == Fault.FORGOTTEN_KEY && available(from) >= amount) {
                move(from, to, amount);
            }
            return known;
        }
        Outcome outcome = available(from) < amount ? Outcome.REFUSED : Outcome.DONE;
        if (outcome == Outcome.DONE) {
            move(from, to, amount);
        }
        keys.put(key, outcome);
        return outcome;
    }

    @Override
    public synchronized Outcome hold(String id, String from, String to, long amount) {
        caches.remove(Thread.currentThread());
        if (available(from) < amount) {
            return Outcome.REFUSED;
        }
        holds.put(id, new Hold(from, to, amount));
        return Outcome.DONE;
    }

    @Override
    public synchronized Outcome capture(String id) {
        caches.remove(Thread.currentThread());
        Hold hold = holds.remove(id);
        if (hold == null && fault == Fault.DOUBLE_CAPTURE) {
            Hold again = captured.get(id);
            hold = again != null && available(again.from()) >= again.amount() ? again : null;
        }
        if (hold == null) {
            return Outcome.REFUSED;
        }
        captured.put(id, hold);
        move(hold.from(), hold.to(), hold.amount());
        return Outcome.DONE;
    }

    @Override
    public synchronized Outcome release(String id) {
        caches.remove(Thread.currentThread());
        return holds.remove(id) == null ? Outcome.REFUSED : Outcome.DONE;
    }

    private long available(String account) {
        return accounts.getOrDefault(account, 0L) - held(account);
    }

    private void move(String from, String to, long amount) {
        if (from.equals(to)) {
            return;
        }
        before = Map.copyOf(accounts);
        lastWriter = Thread.currentThread();
        accounts.merge(to, amount, Long::sum);
        torn = Map.copyOf(accounts);
        accounts.merge(from, -amount, Long::sum);
        histories.getOrDefault(from, new ArrayList<>()).add(-amount);
        histories.getOrDefault(to, new ArrayList<>()).add(amount);
        caches.remove(Thread.currentThread());
    }

    // ---- reads

    private Map<String, Long> balances() {
        return switch (fault) {
            case STALE_READ -> lastWriter == Thread.currentThread() ? before : accounts;
            case STALE_CACHE -> caches.computeIfAbsent(Thread.currentThread(), client -> Map.copyOf(accounts));
            default -> accounts;
        };
    }

    /** A new thread, such as the one that reads the final balances, has no cache yet. */
    @Override
    public synchronized long balance(String account) {
        return balances().getOrDefault(account, 0L);
    }

    @Override
    public synchronized Map<String, Long> audit() {
        return Map.copyOf(fault == Fault.TORN_AUDIT && transfers > 0 ? torn : balances());
    }

    @Override
    public synchronized long held(String account) {
        return holds.values().stream()
                .filter(hold -> hold.from().equals(account))
                .mapToLong(Hold::amount)
                .sum();
    }

    @Override
    public synchronized List<Long> history(String account) {
        return List.copyOf(histories.getOrDefault(account, List.of()));
    }

    /** Histories would show most faults at once, and so another law. */
    @Override
    public Set<Operation> offers() {
        return fault == Fault.NONE
                ? Set.of(Operation.values())
                : Set.of(Operation.AUDIT, Operation.KEYED_TRANSFER, Operation.HOLDS);
    }

    @Override
    public String toString() {
        return fault == Fault.NONE ? "memory" : BrokenServices.nameOf(fault);
    }
}
