package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.TxnRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each comparison of a commit guards a law. With all comparisons the law holds; if one is removed in
 * transit to etcd, the same check finds the law broken.
 */
@SuppressWarnings("NullAway") // a TVar may hold null
final class PlantedBugsTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    /** Which comparisons are left out. */
    private enum Bug {
        READS_NOT_COMPARED(compare -> compare.getTarget() == CompareTarget.MOD && isOf(compare, "/k/")),
        CREATED_NAMES_NOT_COMPARED(compare -> !compare.getRangeEnd().isEmpty()),
        DELETED_NAMES_NOT_COMPARED(compare -> compare.getTarget() == CompareTarget.CREATE
                && compare.getRangeEnd().isEmpty()),
        MARKER_NOT_COMPARED(compare -> isOf(compare, "/c/"));

        private final Predicate<Compare> leftOut;

        Bug(Predicate<Compare> leftOut) {
            this.leftOut = leftOut;
        }

        private static boolean isOf(Compare compare, String folder) {
            return compare.getKey().toStringUtf8().contains(folder);
        }

        TxnRequest plantedIn(TxnRequest request) {
            TxnRequest.Builder changed = request.toBuilder().clearCompare();
            request.getCompareList().stream().filter(leftOut.negate()).forEach(changed::addCompare);
            return changed.build();
        }
    }

    private final String prefix = UUID.randomUUID() + "/";
    private volatile @Nullable Bug planted;
    private final BrokenEtcd broken = new BrokenEtcd(ETCD.endpoints()[0], this::onItsWay);
    private final EtcdStore here = EtcdStore.connect(
            EtcdOptions.endpoints(broken.url()).withPrefix(prefix).withRequestTimeout(Duration.ofSeconds(1)));
    private final EtcdStore there = EtcdStore.connect(ETCD.options().withPrefix(prefix));

    private TxnRequest onItsWay(TxnRequest request) {
        Bug bug = planted;
        return bug == null ? request : bug.plantedIn(request);
    }

    @AfterEach
    void close() {
        planted = null;
        here.close();
        there.close();
        broken.close();
    }

    @ParameterizedTest
    @EnumSource
    void aComparisonThatIsLeftOutBreaksALaw(Bug bug) {
        assertEquals(true, isLawKept(bug), "without the bug");
        ETCD.control("del", "--prefix", prefix + "k/");
        here.refresh();
        there.refresh();
        planted = bug;
        assertEquals(false, isLawKept(bug), "with the bug");
    }

    private boolean isLawKept(Bug bug) {
        return switch (bug) {
            case READS_NOT_COMPARED -> noUpdateIsLost();
            case CREATED_NAMES_NOT_COMPARED -> aNameThatAppearsIsSeen();
            case DELETED_NAMES_NOT_COMPARED -> aNameThatDisappearsIsSeen();
            case MARKER_NOT_COMPARED -> aLateCommitDoesNotHappen();
        };
    }

    private static TVar<@Nullable Long> number(EtcdStore store, String key) {
        return store.var(key, Long.class);
    }

    private static void put(EtcdStore store, String key, long value) {
        STM.run(tx -> number(store, key).set(tx, value));
    }

    private static void addOne(EtcdStore store) {
        STM.run(tx -> number(store, "n").update(tx, n -> n == null ? 1 : n + 1));
    }

    /**
     * A change by another process, which the mirror of this process does not show until the next transaction has its
     * answer.
     */
    private void unseen(Runnable change) {
        broken.holdWatches();
        CompletableFuture.runAsync(change).join(); // on another thread: on this one it would be part of the transaction
    }

    private boolean noUpdateIsLost() {
        int[] runs = new int[1];
        STM.run(tx -> {
            Long seen = number(here, "n").get(tx);
            if (runs[0]++ == 0) {
                unseen(() -> addOne(there));
            }
            number(here, "n").set(tx, seen == null ? 1 : seen + 1);
        });
        there.refresh();
        return number(there, "n").now() == 2;
    }

    private boolean aNameThatAppearsIsSeen() {
        int[] runs = new int[1];
        STM.run(tx -> {
            if (here.names().isEmpty()) {
                if (runs[0]++ == 0) {
                    unseen(() -> put(there, "first", 1L));
                }
                number(here, "second").set(tx, 1L);
            }
        });
        there.refresh();
        return !there.names().contains("second");
    }

    private boolean aNameThatDisappearsIsSeen() {
        put(here, "first", 1L);
        int[] runs = new int[1];
        STM.run(tx -> {
            if (here.names().contains("first")) {
                if (runs[0]++ == 0) {
                    unseen(() -> ETCD.control("del", prefix + "k/first"));
                }
                number(here, "second").set(tx, 1L);
            }
        });
        there.refresh();
        return !there.names().contains("second");
    }

    private boolean aLateCommitDoesNotHappen() {
        broken.delayNextCommit();
        put(here, "n", 1L); // sent again after the time limit of a request
        put(there, "n", 2L);
        ETCD.control("del", "--prefix", prefix + "c/");
        broken.deliverLateCommit();
        there.refresh();
        return number(there, "n").now() == 2;
    }
}
