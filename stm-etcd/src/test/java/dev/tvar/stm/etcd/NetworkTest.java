package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client whose network fails, next to a client whose network does not. */
final class NetworkTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    private final String prefix = UUID.randomUUID() + "/";
    private final Proxy network = new Proxy(ETCD.endpoints()[0]);
    private final EtcdStore far = EtcdStore.connect(EtcdOptions.endpoints(network.url())
            .withPrefix(prefix)
            .withRequestTimeout(Duration.ofMillis(300))
            .withOutcomeTimeout(Duration.ofSeconds(1)));
    private final EtcdStore near = EtcdStore.connect(ETCD.options().withPrefix(prefix));

    @AfterEach
    void close() {
        network.heal();
        far.close();
        near.close();
        network.close();
    }

    private static TVar<@Nullable Long> count(EtcdStore store) {
        return store.var("count", Long.class);
    }

    private static void addOne(EtcdStore store) {
        STM.run(tx -> count(store).update(tx, n -> n == null ? 1 : n + 1));
    }

    private void addOneFromAfar() {
        addOneDespiteLimits(far);
    }

    /** On a busy machine the short time limits of a store may expire: tries again, if the commit was not made. */
    private void addOneDespiteLimits(EtcdStore store) {
        for (boolean made = false; !made; ) {
            try {
                addOne(store);
                made = true;
            } catch (EtcdException e) {
                made = false;
            } catch (CommitOutcomeUnknownException e) {
                made = near.hasCommitted(e.token());
            }
        }
    }

    private static void awaitCount(EtcdStore store, long wanted) {
        STM.run(tx -> {
            Long n = count(store).get(tx);
            tx.check(n != null && n == wanted);
        });
    }

    @Test
    void aCommitWhoseAnswerIsLostHappensOnce() {
        network.holdAnswers();
        var commit = CompletableFuture.runAsync(this::addOneFromAfar);
        awaitCount(near, 1);
        network.cut(); // the answer is lost for good
        network.heal();
        commit.join();
        awaitCount(far, 1);
        addOneFromAfar();
        near.refresh();
        assertEquals(2, count(near).now());
    }

    @Test
    void anOutcomeThatIsUnknownCanBeAskedForLater() {
        network.holdAnswers();
        var commit = CompletableFuture.runAsync(() -> addOne(far));
        awaitCount(near, 1);
        Throwable failure =
                assertThrows(CompletionException.class, commit::join).getCause();
        var unknown = assertInstanceOf(CommitOutcomeUnknownException.class, failure);
        assertTrue(near.hasCommitted(unknown.token()));
        network.heal();
        assertTrue(near.hasCommitted(unknown.token()));
        addOneFromAfar();
        awaitCount(near, 2);
    }

    @Test
    void aCommitThatArrivesAfterItWasAskedForDoesNotHappen() {
        addOne(near);
        awaitCount(far, 1);
        network.holdRequests();
        var unknown = assertThrows(CommitOutcomeUnknownException.class, () -> addOne(far));
        assertFalse(near.hasCommitted(unknown.token()));
        network.heal(); // now the request arrives
        addOneFromAfar();
        near.refresh();
        assertEquals(2, count(near).now());
        assertFalse(near.hasCommitted(unknown.token()));
    }

    @Test
    void aWaiterIsWokenAcrossANetworkCut() {
        var waiter = CompletableFuture.runAsync(() -> awaitCount(far, 3));
        addOne(near);
        awaitCount(far, 1);
        network.cut();
        addOne(near);
        addOne(near);
        network.heal();
        waiter.join();
        assertEquals(near.version("count"), far.version("count"));
    }

    @Test
    void aMirrorThatHasMissedACompactionIsReadAgain() {
        addOne(near);
        STM.run(tx -> near.var("going", Long.class).set(tx, 1L));
        far.refresh();
        assertEquals(1, far.var("going", Long.class).now());
        var waiter = CompletableFuture.runAsync(() -> awaitCount(far, 50));
        network.cut();
        for (int i = 0; i < 49; i++) {
            addOne(near);
        }
        ETCD.control("del", prefix + "k/going");
        addOtherKeys();
        ETCD.control("compact", Long.toString(newest()));
        network.heal();
        waiter.join();
        assertNull(far.var("going", Long.class).now());
        assertEquals(near.names(), far.names());
        addOneFromAfar();
        awaitCount(near, 51);
    }

    private void addOtherKeys() {
        STM.run(tx -> {
            for (int i = 0; i < 100; i++) {
                near.var("other" + i, Long.class).set(tx, 1L);
            }
        });
    }

    private long newest() {
        near.refresh();
        return near.revision();
    }

    @Test
    void aSilentServerIsLeft() {
        EtcdStore both = EtcdStore.connect(EtcdOptions.endpoints(network.url(), ETCD.endpoints()[0])
                .withPrefix(prefix)
                .withRequestTimeout(Duration.ofMillis(300)));
        try (both) {
            addOneDespiteLimits(both);
            network.holdAnswers();
            network.holdRequests();
            addOneDespiteLimits(both);
            addOne(near);
            awaitCount(both, 3);
        }
    }

    @Test
    void anInterruptDoesNotLeaveACommitInDoubt() {
        Thread.currentThread().interrupt();
        addOne(near);
        assertTrue(Thread.interrupted());
        assertEquals(1, count(near).now());
    }
}
