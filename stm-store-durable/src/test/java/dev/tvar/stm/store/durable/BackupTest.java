package dev.tvar.stm.store.durable;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a store that is in use. */
class BackupTest {
    private static final int ACCOUNTS = 500;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aBackupIsOneInstantOfARunningBankAndARawCopyNeverAnythingElse() throws Exception {
        Path file = folder.resolve("bank");
        AtomicBoolean stop = new AtomicBoolean();
        try (TStore store = TStore.open(file, StoreOptions.defaults().withSync(SyncPolicy.WRITE))) {
            List<TVar<Long>> accounts = openAccounts(store);
            TVar<Long> transfers = store.var("transfers", Long.class);
            STM.run(tx -> transfers.set(tx, 0L));
            Thread bank = new Thread(() -> moveMoney(accounts, transfers, stop));
            bank.start();
            for (int i = 0; i < 10; i++) {
                long before = transfers.now();
                Path backup = folder.resolve("backup" + i);
                store.backup(backup);
                assertTrue(total(backup, before) == 100L * ACCOUNTS, "the backup has another total");
                Path raw = folder.resolve("raw" + i);
                Files.copy(file, raw);
                try {
                    assertEquals(100L * ACCOUNTS, total(raw, 0));
                } catch (StorageException refused) {
                    assertTrue(String.valueOf(refused.getMessage()).contains("TStore.backup"), refused.getMessage());
                }
            }
            stop.set(true);
            bank.join();
        }
    }

    private static List<TVar<Long>> openAccounts(TStore store) {
        List<TVar<Long>> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(store.var("account " + i, Long.class));
        }
        STM.run(tx -> accounts.forEach(account -> account.set(tx, 100L)));
        return accounts;
    }

    private static void moveMoney(List<TVar<Long>> accounts, TVar<Long> transfers, AtomicBoolean stop) {
        Random random = new Random(1);
        while (!stop.get()) {
            TVar<Long> from = accounts.get(random.nextInt(ACCOUNTS));
            TVar<Long> to = accounts.get(random.nextInt(ACCOUNTS));
            STM.run(tx -> {
                from.update(tx, balance -> balance - 1);
                to.update(tx, balance -> balance + 1);
                transfers.update(tx, n -> n + 1);
            });
        }
    }

    private static long total(Path file, long transfersBefore) {
        try (TStore copy = TStore.open(file)) {
            StoreSnapshot found = copy.snapshot();
            long sum = 0;
            for (int i = 0; i < ACCOUNTS; i++) {
                sum += number(found, "account " + i);
            }
            assertTrue(number(found, "transfers") >= transfersBefore, "a commit is not in the backup");
            return sum;
        }
    }

    private static long number(StoreSnapshot snapshot, String key) {
        return requireNonNull(snapshot.get(key, Long.class), key);
    }

    @Test
    void aBackupOverwritesNothingAndOfDamageNoneIsMade() throws IOException {
        Path file = folder.resolve("store");
        Path backup = folder.resolve("backup");
        try (TStore store = TStore.open(file)) {
            commit(store, 1);
            store.backup(backup);
            commit(store, 2);
            assertThrows(StorageException.class, () -> store.backup(backup));
            assertThrows(StorageException.class, () -> store.backup(file));
            assertThrows(
                    StorageException.class,
                    () -> store.backup(folder.resolve("no folder").resolve("x")));
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(LogFile.START + 100);
                int old = bytes.read();
                bytes.seek(LogFile.START + 100);
                bytes.write(old ^ 1);
            }
            Path ofDamage = folder.resolve("of damage");
            StorageException e = assertThrows(StorageException.class, () -> store.backup(ofDamage));
            assertTrue(String.valueOf(e.getMessage()).contains("damaged"), e.getMessage());
            assertFalse(Files.exists(ofDamage));
            commit(store, 3); // the store stays usable
        }
        try (TStore copy = TStore.open(backup)) {
            assertEquals(1L, copy.export().get("n"));
        }
    }

    @Test
    void onlyAnOpenStoreWithAFileHasABackup() {
        try (TStore memory = TStore.create()) {
            assertThrows(UnsupportedOperationException.class, () -> memory.backup(folder.resolve("backup")));
        }
        TStore closed = TStore.open(folder.resolve("store"));
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.backup(folder.resolve("backup")));
    }

    private static void commit(TStore store, long value) {
        Checkout checkout = store.checkout("n");
        checkout.set("n", value);
        checkout.commit();
    }
}
