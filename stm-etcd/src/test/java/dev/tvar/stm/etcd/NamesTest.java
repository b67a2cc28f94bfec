package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.TStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction that reads the set of keys depends on it, also when another process changes it. */
@SuppressWarnings("NullAway") // a TVar may hold null
final class NamesTest extends StoreScene {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    /** The ways to query whether there is any key except the given ones. */
    private enum Question {
        NAMES(store -> store.names().isEmpty()),
        SNAPSHOT(store -> store.snapshot().names().isEmpty()),
        EXPORT(store -> store.export().isEmpty()),
        VERSION(store -> store.version("here") == 0 && store.version("there") == 0);

        final Predicate<TStore> isEmpty;

        Question(Predicate<TStore> isEmpty) {
            this.isEmpty = isEmpty;
        }
    }

    @Override
    EtcdCluster etcd() {
        return ETCD;
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoThatHaveSeenNoKeyOneCreatesIts(Question question) {
        CyclicBarrier bothHaveSeen = new CyclicBarrier(2);
        var first = CompletableFuture.runAsync(() -> createIfEmpty(here, question, "here", bothHaveSeen));
        var second = CompletableFuture.runAsync(() -> createIfEmpty(there, question, "there", bothHaveSeen));
        first.join();
        second.join();
        here.refresh();
        assertEquals(1, here.names().size(), () -> here.names().toString());
    }

    private static void createIfEmpty(EtcdStore store, Question question, String key, CyclicBarrier bothHaveSeen) {
        int[] runs = new int[1];
        STM.run(tx -> {
            boolean isEmpty = question.isEmpty.test(store);
            if (runs[0]++ == 0) {
                assertTrue(isEmpty);
                await(bothHaveSeen);
            }
            if (isEmpty) {
                variable(store, key).set(tx, 1L);
            }
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRetryIsWokenByAKeyThatAnotherProcessCreatesOrDeletes(Question question) {
        var created = CompletableFuture.runAsync(() -> await(there, question, false));
        put(here, "here", 1L);
        created.join();
        var deleted = CompletableFuture.runAsync(() -> await(there, question, true));
        ETCD.control("del", prefix + "k/here");
        deleted.join();
    }

    private static void await(EtcdStore store, Question question, boolean isEmpty) {
        STM.with(TxnOptions.defaults().withTimeout(Duration.ofSeconds(50)))
                .run(tx -> tx.check(question.isEmpty.test(store) == isEmpty));
    }

    @Test
    void aCommitToAKnownKeyIsNoConflict() {
        put(here, "known", 1L);
        there.refresh();
        int[] runs = new int[1];
        STM.run(tx -> {
            Set<String> names = there.names();
            if (runs[0]++ == 0) {
                CompletableFuture.runAsync(() -> put(here, "known", 2L)).join();
            }
            variable(there, "count").set(tx, (long) names.size());
        });
        assertEquals(1, runs[0]);
        assertEquals(1L, seen(here, "count"));
    }

    @Test
    void creatingKeysWithoutReadingTheNamesDoesNotConflict() {
        int[] runs = new int[1];
        STM.run(tx -> {
            variable(here, "here").set(tx, 1L);
            if (runs[0]++ == 0) {
                CompletableFuture.runAsync(() -> put(there, "there", 1L)).join();
            }
        });
        assertEquals(1, runs[0]);
    }

    @Test
    void aTransactionMayAskForMoreNamesThanTheServerCompares() {
        for (int count : new int[] {125, 126, 127}) {
            createUpTo(count);
            writeTheNumberOfNames();
            assertEquals((long) count, seen(there, "key0"));
        }
    }

    private void createUpTo(int count) {
        STM.run(tx -> {
            for (int i = 0; i < count; i++) {
                variable(here, "key" + i).set(tx, 1L);
            }
        });
    }

    private void writeTheNumberOfNames() {
        STM.run(tx -> variable(here, "key0").set(tx, (long) here.names().size()));
    }
}
