package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transactions up to the limits of the server commit; larger ones are not sent. */
final class LimitsTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    private final EtcdStore store = EtcdStore.connect(ETCD.options().withPrefix(UUID.randomUUID() + "/"));

    @AfterEach
    void close() {
        store.close();
    }

    private void writeKeys(int count) {
        STM.run(tx -> {
            for (int i = 0; i < count; i++) {
                store.var("key" + i, Long.class).set(tx, 1L);
            }
        });
    }

    private void readKeys(int count) {
        STM.run(tx -> {
            for (int i = 0; i < count; i++) {
                store.var("key" + i, Long.class).get(tx);
            }
            store.var("result", Long.class).set(tx, 1L);
        });
    }

    @Test
    void asManyWritesAsTheServerTakes() {
        writeKeys(127);
        assertEquals(127, store.names().size());
        var refused = assertThrows(TransactionTooLargeException.class, () -> writeKeys(128));
        assertEquals(128, refused.size());
        assertEquals(127, refused.limit());
    }

    @Test
    void asManyReadsAsTheServerTakes() {
        readKeys(127);
        var refused = assertThrows(TransactionTooLargeException.class, () -> readKeys(128));
        assertEquals(128, refused.size());
        assertEquals(127, refused.limit());
    }

    @Test
    void aTransactionThatOnlyReadsMayBeLarger() {
        for (int part = 0; part < 3; part++) {
            writeKeys(120);
        }
        int there = STM.atomically(tx -> {
            int found = 0;
            for (int i = 0; i < 1000; i++) {
                found += store.var("key" + i, Long.class).get(tx) == null ? 0 : 1;
            }
            return found;
        });
        assertEquals(120, there);
    }

    @Test
    void asManyBytesAsTheServerTakes() {
        int fits = 1536 * 1024 - 1024;
        STM.run(tx -> store.var("text", String.class).set(tx, "x".repeat(fits)));
        assertEquals("x".repeat(fits), store.export().get("text"));
        var refused = assertThrows(
                TransactionTooLargeException.class,
                () -> STM.run(tx -> store.var("text", String.class).set(tx, "x".repeat(fits + 1024))));
        assertEquals(1536 * 1024, refused.limit());
    }
}
