package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.etcd.EtcdException.Reason;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two stores with overlapping prefixes would each take keys of the other for its own: the second is refused. */
final class ClaimTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    private final String prefix = UUID.randomUUID().toString();

    private static EtcdStore open(String prefix) {
        return EtcdStore.connect(ETCD.options().withPrefix(prefix));
    }

    private static String keys(String prefix) {
        return ETCD.control("get", "--prefix", "--keys-only", prefix).strip();
    }

    private void isRefused(String own, String other) {
        String before = keys(prefix);
        var refused = assertThrows(EtcdException.class, () -> open(own).close());
        assertEquals(Reason.OVERLAPPING_PREFIX, refused.reason());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("'" + own + "'") && message.contains("'" + other + "'"), message);
        assertEquals(before, keys(prefix)); // and has left nothing
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "/", "/k/", "/k/x/", "/c/", "store", "\u00e9"})
    void theSecondOfTwoIsRefused(String more) {
        String longer = prefix + more;
        try (EtcdStore first = open(prefix)) {
            STM.run(tx -> first.var("a", Long.class).set(tx, 1L));
            isRefused(longer, prefix);
        }
        isRefused(longer, prefix); // the data is still there
        ETCD.control("del", "--prefix", prefix);
        open(longer).close();
        isRefused(prefix, longer);
    }

    @Test
    void neighboursAndOneselfAreNotRefused() {
        for (String each : List.of("/a/", "/ab/", "/b/", "/a/")) {
            try (EtcdStore store = open(prefix + each);
                    EtcdStore same = open(prefix + each)) {
                STM.run(tx -> store.var("k/store", String.class).set(tx, prefix + each + "k/"));
                same.refresh();
                assertEquals(1, same.names().size());
            }
        }
    }

    @Test
    void keysOfOtherToolsAreNoClaims() {
        ETCD.control("put", prefix + "store", "a shop");
        ETCD.control("put", prefix + "/k/store", prefix + "/");
        open(prefix + "/").close();
    }

    @Test
    void ofTwoThatConnectAtOnceAtMostOneDoes() {
        for (int round = 0; round < 20; round++) {
            String shorter = prefix + round + "/";
            var one = CompletableFuture.supplyAsync(() -> connected(shorter));
            var other = CompletableFuture.supplyAsync(() -> connected(shorter + "k/"));
            EtcdStore first = one.join();
            EtcdStore second = other.join();
            boolean both = first != null && second != null;
            if (first != null) {
                first.close();
            }
            if (second != null) {
                second.close();
            }
            assertTrue(!both, "both stores are connected to overlapping prefixes in round " + round);
        }
    }

    private static @Nullable EtcdStore connected(String prefix) {
        try {
            return open(prefix);
        } catch (EtcdException e) {
            assertEquals(Reason.OVERLAPPING_PREFIX, e.reason(), e.toString());
            return null;
        }
    }
}
