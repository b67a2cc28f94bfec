package dev.tvar.stm.testing.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.Running;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.diagnostics.Stuck;
import dev.tvar.stm.diagnostics.Waiting;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waiting and running transactions as diagnostics list them, and reports of those that wait or run too long. */
class WaitingTest {
    private final Diagnostics diagnostics = STM.diagnostics();
    private final TxnExecutor buyer = STM.with(TxnOptions.defaults().withName("buyer"));
    private final TLong stock = TLong.named("stock", 0);
    private final TVar<Integer> price = TVar.named("price", 10);
    private final TestThreads threads = new TestThreads();

    private Thread startBuyer() {
        return threads.start(() -> buyer.run(tx -> {
            price.get(tx);
            tx.check(stock.isAtLeast(tx, 1));
            stock.add(tx, -1);
        }));
    }

    private Optional<Waiting> waitOf(Thread thread) {
        return diagnostics.waiting().stream().filter(w -> w.thread() == thread).findAny();
    }

    private Waiting untilSeenWaiting(Thread thread) {
        TestThreads.until("the wait is seen", () -> waitOf(thread).isPresent());
        return waitOf(thread).orElseThrow();
    }

    private void deliver(long pieces) {
        STM.run(tx -> stock.add(tx, pieces));
    }

    @Test
    void aWaitNamesThreadTransactionAndVariables() {
        Thread thread = startBuyer();
        Waiting first = untilSeenWaiting(thread);
        assertEquals("buyer", first.transaction());
        assertEquals(List.of("price", "stock"), first.variables());
        assertTrue(first.toString().startsWith("buyer on thread 'test-thread-0' has waited "), first::toString);
        assertFalse(first.toString().contains("PT"), first::toString);
        assertTrue(first.toString().endsWith(" for a change of price, stock"), first::toString);
        Waiting later = untilSeenWaiting(thread);
        assertTrue(later.since().compareTo(first.since()) > 0, "it waits since the same moment");
        deliver(1);
        threads.join();
        assertEquals(Optional.empty(), waitOf(thread));
    }

    @Test
    void aWaitThatIsInterruptedOrTimedOutIsSeenNoMore() {
        Thread interrupted = threads.start(() ->
                assertThrows(TxnInterruptedException.class, () -> buyer.run(tx -> tx.check(stock.isAtLeast(tx, 1)))));
        untilSeenWaiting(interrupted);
        interrupted.interrupt();
        Thread impatient = threads.start(() -> STM.run(tx -> {
            stock.get(tx);
            tx.retryFor(Duration.ofMillis(20));
        }));
        threads.join();
        assertEquals(Optional.empty(), waitOf(interrupted));
        assertEquals(Optional.empty(), waitOf(impatient));
    }

    @Test
    void aWaiterWithoutANameIsCalledByItsLine() {
        Thread thread = threads.start(() -> STM.run(tx -> tx.check(stock.isAtLeast(tx, 1))));
        Waiting seen = untilSeenWaiting(thread);
        assertTrue(seen.transaction().startsWith("WaitingTest.lambda$"), seen::toString);
        deliver(1);
        threads.join();
    }

    @Test
    void aLongListOfVariablesIsCut() {
        List<TVar<Integer>> many =
                IntStream.range(0, 100).mapToObj(i -> TVar.named("v" + i, 0)).toList();
        Thread thread = threads.start(() ->
                STM.run(tx -> tx.check(many.stream().mapToInt(v -> v.get(tx)).sum() > 0)));
        List<String> seen = untilSeenWaiting(thread).variables();
        assertEquals(List.of("v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "..."), seen);
        STM.run(tx -> many.get(99).set(tx, 1));
        threads.join();
    }

    @Test
    void runningTransactionsAreListedWhileASessionIsOpen() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Session session = diagnostics.enable();
        try {
            Thread runner = threads.start(
                    () -> STM.with(TxnOptions.defaults().withName("long one")).run(tx -> {
                        inside.countDown();
                        TestThreads.await(mayEnd);
                    }));
            Thread sleeper = startBuyer();
            TestThreads.await(inside);
            untilSeenWaiting(sleeper);
            assertEquals("long one", runningOf(runner).orElseThrow().transaction());
            assertEquals(Optional.empty(), runningOf(sleeper));
            mayEnd.countDown();
            deliver(1);
            threads.join();
            assertEquals(Optional.empty(), runningOf(runner));
        } finally {
            session.close();
        }
    }

    private Optional<Running> runningOf(Thread thread) {
        return diagnostics.running().stream().filter(r -> r.thread() == thread).findAny();
    }

    @Test
    void aWatchReportsEachLongWaitOrRunOnce() {
        Queue<Stuck> told = new ConcurrentLinkedQueue<>();
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread waits = startBuyer();
        untilSeenWaiting(waits);
        Session watch = diagnostics.watch(Duration.ofMillis(5), told::add);
        try {
            TestThreads.until("the waiter is reported", () -> about(told, waits).size() == 1);
            Thread runs = threads.start(() -> STM.run(tx -> TestThreads.await(mayEnd)));
            TestThreads.until("the runner is reported", () -> about(told, runs).size() == 1);
            Stuck waiter = about(told, waits).get(0);
            assertEquals(Stuck.State.WAITING, waiter.state());
            assertEquals(List.of("price", "stock"), waiter.variables());
            assertTrue(waiter.since().compareTo(Duration.ofMillis(5)) > 0);
            assertTrue(waiter.nobodyElseRuns());
            assertTrue(waiter.toString().endsWith("and no other transaction runs"), waiter::toString);
            assertEquals(Stuck.State.RUNNING, about(told, runs).get(0).state());
            mayEnd.countDown();
            deliver(1);
            threads.join();
            Thread again = startBuyer();
            TestThreads.until(
                    "the next one is reported", () -> about(told, again).size() == 1);
            assertEquals(1, about(told, waits).size());
        } finally {
            watch.close();
        }
        deliver(1);
        threads.join();
        TestThreads.until("the watch has ended", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("tvar-stm-watch")));
    }

    private static List<Stuck> about(Queue<Stuck> told, Thread thread) {
        return told.stream().filter(stuck -> stuck.thread() == thread).collect(Collectors.toList());
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheWatch() {
        Queue<Thread> told = new ConcurrentLinkedQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, t) -> thrown.add(t));
        Session watch = diagnostics.watch(Duration.ofMillis(2), stuck -> {
            told.add(stuck.thread());
            throw new IllegalStateException("a listener that throws");
        });
        try {
            Thread first = startBuyer();
            TestThreads.until("the first is reported", () -> told.contains(first));
            Thread second = startBuyer();
            TestThreads.until("the second is reported", () -> told.contains(second));
        } finally {
            watch.close();
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertTrue(thrown.stream().allMatch(t -> "a listener that throws".equals(t.getMessage())));
        deliver(2);
        threads.join();
    }

    @Test
    void aWatchNeedsAPositiveLimit() {
        assertThrows(IllegalArgumentException.class, () -> diagnostics.watch(Duration.ZERO, stuck -> {}));
    }
}
