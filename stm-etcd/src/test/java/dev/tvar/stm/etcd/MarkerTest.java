package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.etcd.EtcdException.Reason;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The keys of a client in etcd other than values are removed after the client has ended, and no commit happens twice
 * because of that.
 */
final class MarkerTest {
    private static final Duration BRIEF = Duration.ofSeconds(1);

    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    private final String prefix = UUID.randomUUID() + "/";
    private final Proxy network = new Proxy(ETCD.endpoints()[0]);
    private final EtcdStore near = EtcdStore.connect(ETCD.options().withPrefix(prefix));

    @AfterEach
    void close() {
        near.close();
        network.close();
    }

    private EtcdStore far(Duration markers) {
        return EtcdStore.connect(EtcdOptions.endpoints(network.url())
                .withPrefix(prefix)
                .withMarkerLifetime(markers)
                .withRequestTimeout(Duration.ofSeconds(1))
                .withOutcomeTimeout(Duration.ofSeconds(3)));
    }

    private static TVar<@Nullable Long> count(EtcdStore store) {
        return store.var("count", Long.class);
    }

    private static void addOne(EtcdStore store) {
        STM.run(tx -> count(store).update(tx, n -> n == null ? 1 : n + 1));
    }

    private long countNow() {
        near.refresh();
        Long count = count(near).now();
        return count == null ? 0 : count;
    }

    private static String keys(String prefix) {
        return ETCD.control("get", "--prefix", "--keys-only", prefix).strip();
    }

    @Test
    void aClientThatIsCutOffLeavesNothing() {
        String before = keys(prefix + "c/");
        try (EtcdStore far = far(BRIEF)) {
            addOne(far);
            far.refresh();
            assertNotEquals(before, keys(prefix + "c/"));
            network.cut();
        } // it cannot clean up
        EtcdCluster.await("markers removed", () -> keys(prefix + "c/").equals(before));
        EtcdCluster.await("barriers removed", () -> keys(prefix + "b/").isEmpty());
        addOne(near);
        assertEquals(2, countNow());
    }

    @Test
    void aClientThatClosesLeavesNothingAtOnce() {
        String leases = ETCD.control("lease", "list");
        String before = keys(prefix + "c/");
        try (EtcdStore far = far(Duration.ofDays(1))) {
            addOne(far);
            assertNotEquals(leases, ETCD.control("lease", "list"));
        }
        assertEquals(before, keys(prefix + "c/"));
        assertEquals(leases, ETCD.control("lease", "list"));
    }

    @Test
    void aClientWhoseMarkersHaveGoneCommitsOnceEach() {
        String before = keys(prefix + "c/");
        try (EtcdStore far = far(BRIEF)) {
            for (int i = 1; i <= 3; i++) {
                addOne(far);
                assertEquals(i, countNow());
                EtcdCluster.await("markers removed", () -> keys(prefix + "c/").equals(before));
            }
        }
    }

    @Test
    void aLeaseThatAnOperatorRevokesIsReplaced() {
        try (EtcdStore far = far(Duration.ofDays(1))) {
            addOne(far);
            ETCD.control("lease", "list")
                    .lines()
                    .skip(1)
                    .forEach(lease -> ETCD.control("lease", "revoke", lease.strip()));
            addOne(far);
            addOne(near);
            assertEquals(3, countNow());
        }
    }

    /** A marker that is removed must not let a late request through. */
    @Test
    void aCommitThatArrivesAfterItsMarkerWasRemovedDoesNotHappen() {
        try (EtcdStore far = far(Duration.ofDays(1))) {
            network.holdRequests();
            var unknown = assertThrows(CommitOutcomeUnknownException.class, () -> addOne(far));
            assertFalse(near.hasCommitted(unknown.token()));
            ETCD.control("del", "--prefix", prefix + "c/");
            network.heal(); // now the request arrives
            far.refresh();
            assertEquals(0, countNow());
        }
    }

    @Test
    void anOutcomeWhoseMarkerHasGoneStaysUnknown() {
        try (EtcdStore far = far(Duration.ofDays(1))) {
            network.holdAnswers();
            var unknown = assertThrows(CommitOutcomeUnknownException.class, () -> addOne(far));
            ETCD.control("del", "--prefix", prefix + "c/");
            var refused = assertThrows(EtcdException.class, () -> near.hasCommitted(unknown.token()));
            assertEquals(Reason.REFUSED, refused.reason());
            network.heal();
        }
    }
}
