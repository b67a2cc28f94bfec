package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.spi.StoredValue;
import dev.tvar.stm.testing.support.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Named accounts in the store, and several threads that move money between them by every available method. */
class StoreBankPropertyTest {
    private static final int ACCOUNTS = 4;
    private static final long START = 1_000_000;
    private static final RetryPolicy STUBBORN = RetryPolicy.tries(Integer.MAX_VALUE);

    /** How a transfer is made. */
    enum Way {
        CHANGESET,
        CHECKOUT,
        VARIABLES
    }

    record Transfer(int from, int to, long amount, Way way) {}

    @Provide
    Arbitrary<List<List<Transfer>>> programs() {
        Arbitrary<Integer> account = Arbitraries.integers().between(0, ACCOUNTS - 1);
        Arbitrary<Transfer> transfer = Combinators.combine(
                        account,
                        Arbitraries.integers().between(1, ACCOUNTS - 1),
                        Arbitraries.longs().between(1000, 2000),
                        Arbitraries.of(Way.class))
                .as((from, step, amount, way) -> new Transfer(from, (from + step) % ACCOUNTS, amount, way));
        return transfer.list().ofMinSize(20).ofMaxSize(60).list().ofMinSize(2).ofMaxSize(4);
    }

    @Property(tries = 60)
    void moneyIsConservedAtEveryInstant(@ForAll("programs") List<List<Transfer>> program) throws InterruptedException {
        Bank bank = new Bank(TStore.create());
        bank.run(program);
        assertEquals(expected(program), bank.balances());
    }

    @Property(tries = 40)
    void versionsCountTheCommitsOfAllThreads(@ForAll("programs") List<List<Transfer>> program)
            throws InterruptedException {
        Bank bank = new Bank(TStore.create());
        bank.run(program);
        long[] commits = LongStream.generate(() -> 1).limit(ACCOUNTS).toArray();
        program.forEach(thread -> thread.forEach(transfer -> {
            commits[transfer.from]++;
            commits[transfer.to]++;
        }));
        for (int i = 0; i < ACCOUNTS; i++) {
            assertEquals(commits[i], bank.store.version(name(i)));
        }
    }

    @Property(tries = 40)
    void everyStateOfTheDiskIsAnInstantOfTheBank(@ForAll("programs") List<List<Transfer>> program)
            throws InterruptedException {
        DiskInMemory disk = new DiskInMemory();
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            new Bank(store).run(program);
        }
        for (Map<String, StoredValue> state : disk.states.subList(ACCOUNTS, disk.states.size())) {
            long total = state.values().stream()
                    .mapToLong(value -> ByteBuffer.wrap(value.bytes()).getLong())
                    .sum();
            assertEquals(ACCOUNTS * START, total);
        }
        try (TStore again = disk.openStore(SyncPolicy.WRITE)) {
            assertEquals(expected(program), again.export());
        }
    }

    private static Map<String, Long> expected(List<List<Transfer>> program) {
        Map<String, Long> balances = new HashMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            balances.put(name(i), START);
        }
        program.forEach(thread -> thread.forEach(transfer -> {
            balances.merge(name(transfer.from), -transfer.amount, Long::sum);
            balances.merge(name(transfer.to), transfer.amount, Long::sum);
        }));
        return balances;
    }

    private static String name(int account) {
        return "account " + account;
    }

    private static final class Bank {
        final TStore store;
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Bank(TStore store) {
            this.store = store;
        }

        void run(List<List<Transfer>> program) throws InterruptedException {
            for (int i = 0; i < ACCOUNTS; i++) {
                Stores.commit(store, name(i), START);
            }
            CountDownLatch working = new CountDownLatch(program.size());
            List<Thread> threads = new ArrayList<>();
            threads.add(thread(() -> audit(working)));
            for (List<Transfer> transfers : program) {
                threads.add(thread(() -> {
                    try {
                        transfers.forEach(this::make);
                    } finally {
                        working.countDown();
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join(Limits.MILLIS);
                assertFalse(thread.isAlive(), "a thread does not end");
            }
            assertTrue(failures.isEmpty(), failures::toString);
        }

        private Thread thread(Runnable work) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((who, thrown) -> failures.add(thrown));
            return thread;
        }

        /** Reads snapshots, exports and checkouts of everything, at least once and until the other threads end. */
        private void audit(CountDownLatch working) {
            Map<String, Long> versions = new HashMap<>();
            boolean last;
            do {
                last = working.getCount() == 0;
                StoreSnapshot snapshot = store.snapshot();
                assertEquals(ACCOUNTS, snapshot.names().size());
                assertEquals(ACCOUNTS * START, total(snapshot.names(), name -> amount(snapshot.get(name, Long.class))));
                for (String name : snapshot.names()) {
                    assertTrue(versions.getOrDefault(name, 0L) <= snapshot.version(name), "a version went back");
                    versions.put(name, snapshot.version(name));
                }
                Map<String, ?> export = store.export();
                assertEquals(ACCOUNTS * START, total(export.keySet(), name -> amount((Long) export.get(name))));
                Checkout checkout = store.checkout(export.keySet());
                assertEquals(ACCOUNTS * START, total(checkout.keys(), name -> amount(checkout.get(name, Long.class))));
            } while (!last);
        }

        private static long total(Set<String> names, ToLongFunction<String> amount) {
            return names.stream().mapToLong(amount).sum();
        }

        private void make(Transfer transfer) {
            String from = name(transfer.from);
            String to = name(transfer.to);
            switch (transfer.way) {
                case CHANGESET -> store.changeset(STUBBORN, List.of(from, to), accounts -> move(accounts, transfer));
                case CHECKOUT -> moveUntilItGoes(from, to, transfer);
                case VARIABLES ->
                    STM.run(tx -> {
                        TVar<Long> source = store.var(from, Long.class);
                        TVar<Long> target = store.var(to, Long.class);
                        source.update(tx, balance -> balance - transfer.amount);
                        target.update(tx, balance -> balance + transfer.amount);
                    });
            }
        }

        private void moveUntilItGoes(String from, String to, Transfer transfer) {
            for (boolean done = false; !done; ) {
                Checkout accounts = store.checkout(from, to); // a pull would keep results computed from old values
                move(accounts, transfer);
                try {
                    accounts.commit();
                    done = true;
                } catch (ConcurrentUpdateException conflict) {
                    assertTrue(Set.of(from, to).containsAll(conflict.moved().keySet()));
                }
            }
        }

        private static void move(Checkout accounts, Transfer transfer) {
            String from = name(transfer.from);
            String to = name(transfer.to);
            accounts.set(from, amount(accounts.get(from, Long.class)) - transfer.amount);
            accounts.set(to, amount(accounts.get(to, Long.class)) + transfer.amount);
        }

        Map<String, ?> balances() {
            return store.export();
        }
    }

    private static long amount(@Nullable Long value) {
        return Objects.requireNonNull(value);
    }
}
