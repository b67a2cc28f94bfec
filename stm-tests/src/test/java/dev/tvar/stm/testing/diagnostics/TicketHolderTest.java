package dev.tvar.stm.testing.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.diagnostics.Stuck;
import dev.tvar.stm.diagnostics.TicketHolder;
import dev.tvar.stm.diagnostics.Waiting;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A body that waits for another thread after its lost attempts holds the ticket, and all other
 * transactions that write wait for it: diagnostics, and the exceptions of transactions that give up,
 * name the holder.
 */
class TicketHolderTest {
    private static final TxnOptions HASTY = TxnOptions.defaults().withName("hasty");

    private final Diagnostics diagnostics = STM.diagnostics();
    private final TVar<Integer> contended = TVar.named("contended", 0);
    private final TLong other = TLong.named("other", 0);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final TestThreads threads = new TestThreads();

    /** Starts a transaction that loses its attempts until it has the ticket, and then waits for this test in its body. */
    private Thread startHolder(TxnOptions options) {
        int[] runs = {0};
        Thread holder = threads.start(() -> STM.with(options).run(tx -> {
            int seen = contended.get(tx);
            if (runs[0]++ < STM.ATTEMPTS_BEFORE_TICKET) {
                TestThreads.elsewhere(() -> STM.run(in -> contended.set(in, seen + 1)));
            } else {
                held.countDown();
                TestThreads.await(mayEnd);
            }
            contended.set(tx, -1);
        }));
        TestThreads.await(held);
        return holder;
    }

    private void letItEnd() {
        mayEnd.countDown();
        threads.join();
        assertEquals(Optional.empty(), diagnostics.ticketHolder());
        assertEquals(-1, contended.now());
    }

    private static void assertNames(Thread holder, TxnException thrown) {
        String line = thrown.ticketHolder().orElseThrow();
        assertTrue(line.startsWith("stuck on thread '" + holder.getName() + "' has held the ticket for "), line);
        assertTrue(thrown.toString().contains("; it waited for the ticket: " + line), thrown::toString);
    }

    private void add() {
        STM.with(HASTY).run(tx -> other.add(tx, 1));
    }

    @Test
    void diagnosticsNameIt() {
        assertEquals(Optional.empty(), diagnostics.ticketHolder());
        Thread holder = startHolder(TxnOptions.defaults().withName("stuck"));
        TicketHolder seen = diagnostics.ticketHolder().orElseThrow();
        assertEquals(holder, seen.thread());
        assertEquals("stuck", seen.transaction());
        assertTrue(
                diagnostics.toString().contains("stuck on thread '" + holder.getName() + "' has held the ticket for "));
        letItEnd();
    }

    @Test
    void withoutANameItIsCalledByItsLine() {
        startHolder(TxnOptions.defaults());
        String name = diagnostics.ticketHolder().orElseThrow().transaction();
        assertTrue(name.startsWith("TicketHolderTest.lambda$"), name);
        letItEnd();
    }

    @Test
    void aTimeOutNamesIt() {
        Thread holder = startHolder(TxnOptions.defaults().withName("stuck"));
        TxnOptions options = HASTY.withTimeout(Duration.ofMillis(20));
        assertNames(holder, assertThrows(TxnTimeoutException.class, () -> STM.with(options)
                .run(tx -> other.add(tx, 1))));
        letItEnd();
    }

    @Test
    void tooFewAttemptsNameIt() {
        Thread holder = startHolder(TxnOptions.defaults().withName("stuck"));
        TxnOptions options = HASTY.withMaxAttempts(1);
        assertNames(holder, assertThrows(TooManyAttemptsException.class, () -> STM.with(options)
                .run(tx -> other.add(tx, 1))));
        letItEnd();
    }

    @Test
    void anInterruptedWaitNamesIt() {
        Thread holder = startHolder(TxnOptions.defaults().withName("stuck"));
        TestThreads waiters = new TestThreads();
        Thread waiter =
                waiters.start(() -> assertNames(holder, assertThrows(TxnInterruptedException.class, this::add)));
        TestThreads.until("it waits for the ticket", () -> waitOf(waiter).isPresent());
        waiter.interrupt();
        waiters.join();
        letItEnd();
    }

    @Test
    void aTransactionThatGivesUpForAnotherReasonNamesNone() {
        startHolder(TxnOptions.defaults().withName("stuck"));
        TxnOptions options = HASTY.withTimeout(Duration.ofMillis(5));
        TxnTimeoutException thrown =
                assertThrows(TxnTimeoutException.class, () -> STM.with(options).run(tx -> tx.check(other.get(tx) > 0)));
        assertEquals(Optional.empty(), thrown.ticketHolder());
        assertEquals(List.of("other"), thrown.contended());
        letItEnd();
    }

    private Optional<Waiting> waitOf(Thread thread) {
        return diagnostics.waiting().stream().filter(w -> w.thread() == thread).findAny();
    }

    @Test
    void aWaitForTheTicketNamesIt() {
        Thread holder = startHolder(TxnOptions.defaults().withName("stuck"));
        Thread waiter = threads.start(this::add);
        TestThreads.until("it waits for the ticket", () -> waitOf(waiter).isPresent());
        Waiting wait = waitOf(waiter).orElseThrow();
        TicketHolder named = wait.ticketHolder();
        assertTrue(named != null && named.thread() == holder, wait::toString);
        assertTrue(wait.toString().contains(" for the ticket: stuck on thread '" + holder.getName()), wait::toString);
        letItEnd();
        assertEquals(1, other.now());
    }

    /** Also for a watch that began after the ticket was taken. */
    @Test
    void aWatchReportsItOnce() {
        Thread holder = startHolder(TxnOptions.defaults().withName("stuck"));
        Queue<Stuck> reported = new ConcurrentLinkedQueue<>();
        Session watch = diagnostics.watch(Duration.ofMillis(2), reported::add);
        Thread waiter;
        try {
            TestThreads.until(
                    "the holder is reported", () -> !about(reported, holder).isEmpty());
            waiter = threads.start(this::add);
            TestThreads.until("the waiter is reported", () -> about(reported, waiter).stream()
                    .anyMatch(stuck -> stuck.state() == Stuck.State.QUEUED));
        } finally {
            watch.close();
        }
        List<Stuck> holders = about(reported, holder);
        assertEquals(1, holders.size());
        Stuck stuck = holders.get(0);
        assertEquals(Stuck.State.HOLDS_TICKET, stuck.state());
        assertEquals("stuck", stuck.transaction());
        assertTrue(stuck.toString().contains("has held the ticket for "), stuck::toString);
        assertTrue(stuck.toString().contains("all other transactions that write wait for it"), stuck::toString);
        assertFalse(about(reported, waiter).stream()
                .noneMatch(seen -> seen.toString().contains("the ticket: stuck on")));
        letItEnd();
    }

    private static List<Stuck> about(Queue<Stuck> reported, Thread thread) {
        return reported.stream().filter(stuck -> stuck.thread() == thread).toList();
    }
}
