package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.ValueCodec;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import dev.tvar.stm.testing.support.Limits;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits while a durable store is being closed: each is on disk, or its caller gets an exception. */
class CommitAtCloseTest {
    private final DiskInMemory disk = new DiskInMemory();

    /** A transaction that the store has accepted, and that commits after the store has written its last group. */
    @ParameterizedTest
    @EnumSource(SyncPolicy.class)
    void aCommitThatIsTooLateForTheLastGroupIsReported(SyncPolicy sync) throws InterruptedException {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch lastGroupIsWritten = new CountDownLatch(1);
        CompletableFuture<Void> commit = new CompletableFuture<>();
        Storage closedSlowly = new Storage() {
            @Override
            public Map<String, StoredValue> load() {
                return disk.load();
            }

            @Override
            public void write(Map<String, StoredValue> group) {
                disk.write(group);
            }

            @Override
            public void close() {
                lastGroupIsWritten.countDown();
                commit.exceptionally(thrown -> null)
                        .orTimeout(Limits.SECONDS, TimeUnit.SECONDS)
                        .join();
            }
        };
        ValueCodec<BigInteger> slow = ValueCodec.of(
                "slow",
                BigInteger.class,
                value -> {
                    accepted.countDown();
                    await(lastGroupIsWritten);
                    return value.toByteArray();
                },
                BigInteger::new);
        TStore store = TStore.open(
                Path.of("in memory"),
                StoreOptions.defaults().withSync(sync).withCodec(slow).withStorage((file, policy) -> closedSlowly));
        TVar<BigInteger> n = store.var("n", BigInteger.class);
        Thread committer = new Thread(() -> {
            try {
                STM.run(tx -> n.set(tx, BigInteger.ONE));
                commit.complete(null);
            } catch (Throwable thrown) {
                commit.completeExceptionally(thrown);
            }
        });
        committer.start();
        await(accepted);
        store.close();
        committer.join();
        assertEquals(Map.of(), disk.state());
        StorageException reported = assertInstanceOf(
                StorageException.class,
                assertThrows(CompletionException.class, commit::join).getCause());
        assertTrue(String.valueOf(reported.getMessage()).contains("the store is closed"), reported::toString);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Limits.SECONDS, TimeUnit.SECONDS), "nothing happened");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
