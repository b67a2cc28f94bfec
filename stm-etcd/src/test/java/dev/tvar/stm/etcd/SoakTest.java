package dev.tvar.stm.etcd;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bank of {@link ClusterTest} for ten minutes, or {@code -Dstm.soak.minutes}, under one fault after the other. */
@Tag("soak")
final class SoakTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(3);

    @Test
    void everyTransferIsThereOnceWhateverHappens() throws Exception {
        Duration length = Duration.ofMinutes(Long.getLong("stm.soak.minutes", 10));
        long seed = Long.getLong("stm.soak.seed", System.nanoTime());
        System.out.println("-Dstm.soak.seed=" + seed);
        Random random = new Random(seed);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < length.toNanos()) {
            try (TwoProcessBank bank = new TwoProcessBank(ETCD)) {
                bank.open();
                for (int trouble = 0; trouble < 5; trouble++) {
                    cause(random.nextInt(5), ETCD.nodes().get(random.nextInt(3)), bank);
                    ETCD.restartMissing();
                    bank.awaitWork();
                }
                bank.closeAndCheck();
            }
        }
    }

    private static void cause(int kind, EtcdNode node, TwoProcessBank bank) {
        switch (kind) {
            case 0 -> ETCD.leader().kill();
            case 1 -> ETCD.nodes().forEach(EtcdNode::kill);
            case 2 -> {
                node.kill();
                bank.awaitWork();
            }
            case 3 -> {
                node.freeze();
                bank.awaitWork();
                node.thaw();
            }
            default -> {
                EtcdNode leader = ETCD.leader();
                leader.freeze();
                bank.awaitWork();
                leader.thaw();
            }
        }
    }
}
