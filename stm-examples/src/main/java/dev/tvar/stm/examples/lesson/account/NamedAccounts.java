package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.store.TStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Accounts in a versioned store, by the names of their owners. */
final class NamedAccounts {
    private final List<String> names;
    private final TStore store = TStore.create();

    /** Opens the accounts with one commit: all are at version 1 then. */
    NamedAccounts(long opening, String... names) {
        this.names = List.of(names);
        Checkout checkout = store.checkout(names);
        this.names.forEach(name -> checkout.set(name, opening));
        checkout.commit();
    }

    Checkout checkout(String... owners) {
        return store.checkout(owners);
    }

    /** Moves money in a checkout; the change is invisible to others before its commit. */
    static void move(Checkout checkout, String from, String to, long amount) {
        checkout.set(from, held(checkout, from) - amount);
        checkout.set(to, held(checkout, to) + amount);
    }

    private static long held(Checkout checkout, String owner) {
        Long balance = checkout.get(owner, Long.class);
        return balance == null ? 0 : balance;
    }

    /**
     * Moves money, and tries again after conflicts, as the policy allows.
     *
     * @param meanwhile runs in every try between checkout and commit; gets the number of the try
     * @param tries counts them
     */
    void move(RetryPolicy policy, String from, String to, long amount, AtomicInteger tries, IntConsumer meanwhile) {
        store.changeset(policy, List.of(from, to), checkout -> {
            meanwhile.accept(tries.incrementAndGet());
            move(checkout, from, to, amount);
        });
    }

    /** All balances, at one instant. */
    List<Long> balances() {
        StoreSnapshot snapshot = store.snapshot();
        return names.stream()
                .map(name -> snapshot.get(name) instanceof Long balance ? balance : 0L)
                .toList();
    }

    List<Long> versions() {
        return names.stream().map(store::version).toList();
    }

    /** Each balance with its version: {@code 70 @2}. */
    Object[] cells() {
        List<Long> balances = balances();
        List<Long> versions = versions();
        return IntStream.range(0, names.size())
                .mapToObj(i -> balances.get(i) + " @" + versions.get(i))
                .toArray();
    }
}
