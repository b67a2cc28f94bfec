package dev.tvar.stm.store.durable;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.spi.StorageProvider;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The process that is killed: its threads move money between accounts in a durable store, each commit
 * with a serial number of its thread, and report each acknowledged commit to the parent on standard
 * output: {@code ACK thread number}. Every third commit is a transaction on variables. Each commit
 * also writes a twin of that number, and records the number of the other thread that it has read.
 *
 * <p>Arguments: file, sync policy, planted bug, seed.
 */
final class BankWriter {
    static final int THREADS = 2;
    static final int ACCOUNTS = 6;
    static final long START = 1_000_000;

    private final TStore store;
    private final FileOutputStream parent = new FileOutputStream(FileDescriptor.out);

    private BankWriter(TStore store) {
        this.store = store;
    }

    public static void main(String[] args) throws InterruptedException {
        SyncPolicy sync = SyncPolicy.valueOf(args[1]);
        StorageProvider disk = PlantedDisk.valueOf(args[2]);
        TStore store = TStore.open(
                Path.of(args[0]), StoreOptions.defaults().withSync(sync).withStorage(disk));
        BankWriter writer = new BankWriter(store);
        writer.openAccounts();
        writer.tell("OPEN");
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Random random = new Random(Long.parseLong(args[3]) + i);
            Thread thread = new Thread(() -> writer.moveMoney(number, random));
            thread.setUncaughtExceptionHandler((who, thrown) -> {
                thrown.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            thread.start();
        }
        Thread.currentThread().join();
    }

    private void openAccounts() {
        if (store.names().isEmpty()) {
            Checkout all = store.checkout(accounts());
            all.keys().forEach(key -> all.set(key, START));
            all.commit();
        }
    }

    /** One system call, so that the line is written completely or not at all. */
    private void tell(String line) {
        try {
            parent.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveMoney(int thread, Random random) {
        for (long number = number(store.checkout(serial(thread)), serial(thread)) + 1; ; number++) {
            String from = account(random.nextInt(ACCOUNTS));
            String to = account(random.nextInt(ACCOUNTS));
            long amount = 1000 + random.nextInt(1000);
            if (number % 3 == 0) {
                moveByVariables(thread, number, from, to, amount);
            } else {
                moveByCheckout(thread, number, from, to, amount);
            }
            tell("ACK " + thread + " " + number);
        }
    }

    private void moveByCheckout(int thread, long number, String from, String to, long amount) {
        int other = (thread + 1) % THREADS;
        List<String> keys = List.of(from, to, serial(thread), twin(thread), seen(thread), serial(other));
        store.changeset(RetryPolicy.tries(Integer.MAX_VALUE), keys, checkout -> {
            checkout.set(from, number(checkout, from) - amount);
            checkout.set(to, number(checkout, to) + amount);
            checkout.set(serial(thread), number);
            checkout.set(twin(thread), number);
            checkout.set(seen(thread), number(checkout, serial(other)));
        });
    }

    private void moveByVariables(int thread, long number, String from, String to, long amount) {
        STM.run(tx -> {
            TVar<Long> other = store.var(serial((thread + 1) % THREADS), Long.class);
            store.var(from, Long.class).update(tx, balance -> balance - amount);
            store.var(to, Long.class).update(tx, balance -> balance + amount);
            store.var(serial(thread), Long.class).set(tx, number);
            store.var(twin(thread), Long.class).set(tx, number);
            Long seen = other.get(tx);
            store.var(seen(thread), Long.class).set(tx, seen == null ? 0 : seen);
        });
    }

    private static long number(Checkout checkout, String key) {
        return Objects.requireNonNullElse(checkout.get(key, Long.class), 0L);
    }

    static List<String> accounts() {
        return IntStream.range(0, ACCOUNTS).mapToObj(BankWriter::account).toList();
    }

    private static String account(int number) {
        return "account " + number;
    }

    static String serial(int thread) {
        return "serial " + thread;
    }

    /** The same number again, at the other end of the alphabet. */
    static String twin(int thread) {
        return "a twin of serial " + thread;
    }

    static String seen(int thread) {
        return "seen by " + thread;
    }
}
