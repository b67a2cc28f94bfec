package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.etcd.EtcdException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Clusters that refuse requests: each refusal has its {@link Reason}. */
final class RefusalTest {
    private @Nullable EtcdCluster cluster;

    private EtcdCluster start(String... extra) {
        EtcdCluster started = EtcdCluster.of(1, extra);
        cluster = started;
        started.start();
        return started;
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static void write(EtcdStore store, String key, String value) {
        STM.run(tx -> store.var(key, String.class).set(tx, value));
    }

    private static Reason reason(Executable refused) {
        return assertThrows(EtcdException.class, refused).reason();
    }

    @Test
    void nobodyIsThere() {
        var options = EtcdOptions.endpoints("http://127.0.0.1:1").withConnectTimeout(Duration.ofMillis(200));
        assertEquals(Reason.UNAVAILABLE, reason(() -> EtcdStore.connect(options)));
    }

    @Test
    void usersAreAskedFor() {
        EtcdCluster guarded = start();
        try (EtcdStore early = EtcdStore.connect(guarded.options())) {
            write(early, "a", "before");
            guarded.control("user", "add", "root:secret");
            guarded.control("user", "grant-role", "root", "root");
            guarded.control("role", "add", "teller");
            guarded.control("role", "grant-permission", "--prefix=true", "teller", "readwrite", "bank/");
            guarded.control("user", "add", "anna:flower");
            guarded.control("user", "grant-role", "anna", "teller");
            guarded.control("auth", "enable");
            assertEquals(Reason.AUTHENTICATION, reason(() -> write(early, "a", "after")));
        }
        assertEquals(Reason.AUTHENTICATION, reason(() -> EtcdStore.connect(guarded.options())));
        assertEquals(
                Reason.AUTHENTICATION,
                reason(() -> EtcdStore.connect(guarded.options().withUser("root", "wrong"))));
        assertEquals(
                Reason.PERMISSION,
                reason(() -> EtcdStore.connect(guarded.options().withUser("anna", "flower"))));
        var anna = guarded.options().withPrefix("bank/").withUser("anna", "flower");
        try (EtcdStore store = EtcdStore.connect(anna);
                EtcdStore other = EtcdStore.connect(anna)) {
            write(store, "b", "one");
            guarded.control("--user", "root:secret", "user", "add", "another:user"); // makes all tokens old
            write(store, "b", "two");
            other.refresh();
            assertEquals("two", other.snapshot().get("b"));
        }
    }

    @Test
    void theDiskQuotaIsUsedUp() {
        EtcdCluster small = start("--quota-backend-bytes", "4000000");
        try (EtcdStore store = EtcdStore.connect(small.options())) {
            var full = assertThrows(EtcdException.class, () -> {
                for (int i = 0; i < 20; i++) {
                    write(store, "key" + i, "x".repeat(1_000_000));
                }
            });
            assertEquals(Reason.NO_SPACE, full.reason());
            assertNotNull(store.snapshot().get("key0")); // reads continue
            assertEquals(Reason.NO_SPACE, reason(() -> write(store, "more", "x")));
        }
    }

    @Test
    void theEndpointsBelongToTwoClusters() {
        EtcdCluster right = start();
        EtcdCluster wrong = EtcdCluster.of(1);
        wrong.start();
        try (EtcdStore store = EtcdStore.connect(EtcdOptions.endpoints(right.endpoints()[0], wrong.endpoints()[0])
                        .withRequestTimeout(Duration.ofMillis(300)));
                EtcdStore there = EtcdStore.connect(wrong.options())) {
            write(store, "a", "right");
            right.nodes().get(0).kill();
            EtcdCluster.await("a refusal", () -> refuses(store));
            there.refresh();
            assertNull(there.snapshot().get("b"));
        } finally {
            wrong.close();
        }
    }

    private static boolean refuses(EtcdStore store) {
        try {
            write(store, "b", "wrong");
            return false;
        } catch (EtcdException e) {
            return e.reason() == Reason.WRONG_CLUSTER;
        } catch (CommitOutcomeUnknownException e) {
            return false;
        }
    }

    @Test
    void theClusterHasLostItsHistory() {
        EtcdCluster forgetful = start();
        try (EtcdStore store = EtcdStore.connect(forgetful.options())) {
            for (int i = 0; i < 10; i++) {
                write(store, "a", "value" + i);
            }
            forgetful.forgetAll();
            EtcdCluster.await("a refusal", () -> refuses(store));
            var refused = assertThrows(EtcdException.class, () -> write(store, "a", "x"));
            assertTrue(refused.toString().contains("history"), refused.toString());
        }
    }
}
