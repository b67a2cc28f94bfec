package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A hundred thousand transactions wait on one thread, in little memory, and one commit wakes all. */
class ManyAsyncWaitersTest {
    private static final int COUNT = 100_000;
    private static final int MOST_BYTES = 400;

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Test
    void oneCommitWakesAHundredThousandWaiters() {
        ExecutorService loop = Executors.newSingleThreadExecutor();
        try {
            TLong funds = TLong.named("funds", 0);
            TLong passed = TLong.named("passed", 0);
            @Nullable CompletableFuture<?>[] futures = new CompletableFuture<?>[COUNT];
            for (int i = 0; i < COUNT; i++) {
                futures[i] = new CompletableFuture<>(); // as much as the futures take
            }
            long before = usedHeap();
            for (int i = 0; i < COUNT; i++) {
                futures[i] = STM.runAsync(
                        tx -> {
                            tx.check(funds.isAtLeast(tx, 100));
                            passed.add(tx, 1);
                        },
                        loop);
            }
            TestThreads.until("all wait", () -> Internals.waiters(funds) == COUNT);
            long each = (usedHeap() - before) / COUNT;
            System.out.println(each + " bytes per waiting transaction, beyond its future");
            assertTrue(each <= MOST_BYTES, () -> each + " bytes");
            STM.run(tx -> funds.add(tx, 100));
            CompletableFuture.allOf(
                            Stream.of(futures).map(Objects::requireNonNull).toArray(CompletableFuture<?>[]::new))
                    .join();
            assertEquals(COUNT, passed.now());
            assertEquals(0, Internals.waiters(funds));
        } finally {
            loop.shutdown();
        }
    }
}
