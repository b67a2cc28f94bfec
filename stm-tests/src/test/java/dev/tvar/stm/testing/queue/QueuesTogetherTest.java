package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queues as parts of larger transactions, and waits that are cut short. */
class QueuesTogetherTest {
    private static final int ITEMS = 20;
    private static final int PRICE = 7;

    private static final class Haggling extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Two shops trade items for money; some buyers abort at the end. Auditors count both at every instant. */
    @Test
    void anItemMovesAndIsPaidForOrNeither() {
        TQueue<Integer> here = TQueue.create();
        TBoundedQueue<Integer> there = TBoundedQueue.create(ITEMS / 2);
        TLong cashHere = TLong.of(0);
        TLong cashThere = TLong.of(50);
        STM.run(tx -> IntStream.range(0, ITEMS).forEach(i -> here.put(tx, i)));
        TxnAction<RuntimeException> audit = tx -> {
            assertEquals(ITEMS, here.size(tx) + there.size(tx));
            assertEquals(50, cashHere.get(tx) + cashThere.get(tx));
            assertEquals(PRICE * there.size(tx), cashHere.get(tx));
        };
        AtomicBoolean stop = new AtomicBoolean();
        TestThreads auditors = new TestThreads();
        auditors.start(() -> {
            while (!stop.get()) {
                STM.run(audit);
            }
        });
        TestThreads traders = new TestThreads();
        for (int t = 0; t < 2; t++) {
            traders.start(() -> trade(5_000, tx -> {
                tx.check(cashThere.isAtLeast(tx, PRICE));
                there.put(tx, here.take(tx));
                pay(tx, cashThere, cashHere);
            }));
            traders.start(() -> trade(5_000, tx -> {
                here.put(tx, there.take(tx));
                pay(tx, cashHere, cashThere);
            }));
        }
        traders.join();
        stop.set(true);
        auditors.join();
        STM.run(audit);
        List<Integer> all = Stream.concat(here.snapshot().stream(), there.snapshot().stream())
                .sorted()
                .toList();
        assertEquals(IntStream.range(0, ITEMS).boxed().toList(), all);
    }

    private static void trade(int times, TxnAction<RuntimeException> deal) {
        for (int done = 0; done < times; ) {
            boolean regret = ThreadLocalRandom.current().nextInt(4) == 0;
            try {
                STM.run(tx -> {
                    deal.run(tx);
                    if (regret) {
                        throw new Haggling();
                    }
                });
                done++;
            } catch (Haggling e) {
                assertTrue(regret);
            }
        }
    }

    private static void pay(Txn tx, TLong from, TLong to) {
        from.add(tx, -PRICE);
        to.add(tx, PRICE);
    }

    @Test
    void orElseTakesFromTheSecondQueueIfTheFirstIsEmpty() {
        TQueue<String> urgent = TQueue.create();
        TQueue<String> normal = TQueue.create();
        STM.run(tx -> normal.put(tx, "letter"));
        assertEquals("letter", STM.atomically(STM.<String, RuntimeException>orElse(urgent::take, normal::take)));
        List<String> got = new ArrayList<>();
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(
                () -> got.add(STM.atomically(STM.<String, RuntimeException>orElse(urgent::take, normal::take)))));
        STM.run(tx -> urgent.put(tx, "telegram"));
        threads.join();
        assertEquals(List.of("telegram"), got);
    }

    @Test
    void aTimeLimitOrAnInterruptLeavesNothingBehind() {
        TQueue<Integer> queue = TQueue.named("orders");
        TDeque<Integer> deque = TDeque.create();
        TPriorityQueue<Integer> byPriority = TPriorityQueue.create();
        TBoundedQueue<Integer> full = TBoundedQueue.create(1);
        STM.run(tx -> full.put(tx, 1));
        TLong tries = TLong.of(0);
        for (TxnAction<RuntimeException> waits : List.<TxnAction<RuntimeException>>of(
                queue::take, deque::takeFirst, deque::takeLast, byPriority::take, tx -> full.put(tx, 2))) {
            TxnAction<RuntimeException> alsoCounts = tx -> {
                tries.add(tx, 1);
                waits.run(tx);
            };
            TxnExecutor hasty = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(10)));
            assertThrows(TxnTimeoutException.class, () -> hasty.run(alsoCounts));
            interruptWhileItWaits(alsoCounts);
        }
        assertEquals(0, tries.now());
        assertEquals(List.of(1), full.snapshot());
        STM.run(
                tx -> { // and everything works as before
                    queue.put(tx, full.take(tx));
                    deque.putLast(tx, queue.take(tx));
                    byPriority.put(tx, deque.takeFirst(tx));
                });
        assertEquals(List.of(1), byPriority.snapshot());
    }

    private static void interruptWhileItWaits(TxnAction<RuntimeException> waits) {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> {
            assertThrows(TxnInterruptedException.class, () -> STM.run(waits));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        TestThreads.untilParked(waiter);
        waiter.interrupt();
        threads.join();
    }

    @Test
    void theAwaitedVariablesAreNamed() {
        TQueue<Integer> orders = TQueue.named("orders");
        TxnExecutor hasty = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(10)));
        TxnTimeoutException late = assertThrows(TxnTimeoutException.class, () -> hasty.run(orders::take));
        assertTrue(late.contended().contains("orders.front"), late::getMessage);
    }
}
