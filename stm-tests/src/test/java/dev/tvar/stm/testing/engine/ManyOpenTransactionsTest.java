package dev.tvar.stm.testing.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.support.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Count of transactions that can be inside their bodies at once, each held there by a latch. */
final class ManyOpenTransactionsTest {
    private static final int SCALA_STM_LIMIT = 2_046;

    private final CountDownLatch leave = new CountDownLatch(1);
    private final Semaphore entered = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"tlong", "clojure"})
    void oneMoreTransactionCanAlwaysStart(String name) throws InterruptedException {
        try (Engine engine = Engines.named(name)) {
            open(engine, SCALA_STM_LIMIT + 1);
            assertTrue(entered.tryAcquire(SCALA_STM_LIMIT + 1, Limits.SECONDS, TimeUnit.SECONDS));
            ResultTable.note(engine, "MANY_CAN_BE_OPEN", "holds", "");
        }
    }

    @Test
    void scalaStm0111StopsAt2046OpenTransactions() throws InterruptedException {
        try (Engine engine = Engines.named("scala-stm")) {
            Engine.Variable x = engine.variable(0);
            engine.<Long>atomically(tx -> tx.get(x)); // loads what must be loaded
            open(engine, SCALA_STM_LIMIT);
            assertTrue(entered.tryAcquire(SCALA_STM_LIMIT, Limits.SECONDS, TimeUnit.SECONDS));
            open(engine, 1);
            assertTrue(
                    seeksASlot(threads.get(SCALA_STM_LIMIT)),
                    () -> Arrays.toString(threads.get(SCALA_STM_LIMIT).getStackTrace()));
            String detail = "number 2047 spins in TxnSlotManager.assign, by 2046 bodies that wait";
            ResultTable.note(engine, "MANY_CAN_BE_OPEN", "HUNG", detail);
        }
    }

    /** Whether many stack traces in a row show the thread where ScalaSTM searches for a free transaction slot. */
    private boolean seeksASlot(Thread thread) {
        int inARow = 0;
        while (entered.availablePermits() == 0 && thread.isAlive() && inARow < 1_000) {
            boolean there = Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().endsWith("TxnSlotManager"));
            inARow = there ? inARow + 1 : 0;
        }
        return inARow == 1_000;
    }

    private void open(Engine engine, int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> engine.<Long>atomically(this::stay));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private long stay(Engine.Transaction tx) {
        entered.release();
        try {
            leave.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return 0;
    }

    @AfterEach
    void letThemGo() throws InterruptedException {
        leave.countDown();
        for (Thread thread : threads) {
            thread.join(Limits.MILLIS);
            assertFalse(thread.isAlive());
        }
    }
}
