package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.testing.history.History;
import dev.tvar.stm.testing.history.HistoryViolationError;
import dev.tvar.stm.testing.history.Phenomenon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A bank in two processes on three servers, under faults. After each fault: every acknowledged
 * transfer took effect once, the total is right at every audit, the entries explain the balances,
 * every waiter is woken, and the history of all transfers and audits is correct.
 */
final class ClusterTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(3);

    private final TwoProcessBank bank = new TwoProcessBank(ETCD);

    @BeforeEach
    void open() {
        bank.open();
    }

    @AfterEach
    void close() {
        ETCD.nodes().forEach(node -> {
            if (node.isRunning()) {
                node.thaw();
            }
        });
        ETCD.restartMissing();
        bank.close();
    }

    @Test
    void theLeaderIsKilled() throws Exception {
        ETCD.leader().kill();
        bank.awaitWork();
        ETCD.restartMissing();
        bank.awaitWork();
        History history = bank.closeAndCheck();
        HistoryViolationError lost = assertThrows(
                HistoryViolationError.class, () -> BankHistory.check(BankHistory.withOneUpdateLost(history)));
        assertEquals(Phenomenon.LOST_UPDATE, lost.violation().phenomenon());
    }

    @Test
    void theLeaderIsFrozenAndThawed() throws Exception {
        EtcdNode leader = ETCD.leader();
        leader.freeze();
        bank.awaitWork();
        leader.thaw();
        bank.awaitWork();
        bank.closeAndCheck();
    }

    @Test
    void theServerThatAllTalkToIsFrozenAndThawed() throws Exception {
        EtcdNode first = ETCD.nodes().get(0);
        first.freeze();
        bank.awaitWork();
        first.thaw();
        bank.awaitWork();
        bank.closeAndCheck();
    }

    @Test
    void allServersAreRestarted() throws Exception {
        ETCD.nodes().forEach(EtcdNode::kill);
        ETCD.restartMissing();
        bank.awaitWork();
        bank.closeAndCheck();
    }

    @Test
    void oneServerIsLeftAloneAndFindsTheOthersAgain() throws Exception {
        EtcdNode leader = ETCD.leader();
        ETCD.nodes().stream().filter(node -> node != leader).forEach(EtcdNode::kill);
        EtcdCluster.await("a server without a leader", () -> leader.status().getLeader() == 0);
        ETCD.restartMissing();
        bank.awaitWork();
        bank.closeAndCheck();
    }
}
