package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.store.BusyRetryException;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.testing.support.Limits;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The try forms while another transaction holds the ticket (it has lost so often that all others must yield to it). */
class BusyTest {
    private final TStore store = TStore.create();
    private final TVar<Integer> hot = TVar.named("hot", 0);
    private final CountDownLatch inTheWay = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Thread owner = new Thread(this::loseOftenThenTakeLong, "owner of the right of way");

    @BeforeEach
    void letOneTransactionTakeTheRightOfWay() throws InterruptedException {
        owner.setDaemon(true);
        owner.start();
        assertTrue(inTheWay.await(Limits.SECONDS, TimeUnit.SECONDS));
    }

    @AfterEach
    void letItGo() throws InterruptedException {
        release.countDown();
        owner.join(Limits.MILLIS);
        assertEquals(Thread.State.TERMINATED, owner.getState());
    }

    @Test
    void tryCommitIsRefusedAndWritesNothing() {
        Checkout handle = store.checkout("n");
        handle.set("n", 1L);
        assertThrows(BusyRetryException.class, handle::tryCommit);
        assertEquals(0, handle.version("n"));
        assertEquals(0, store.version("n"));

        release.countDown();
        handle.commit(); // waits for the owner; the handle remains valid
        assertEquals(1, handle.version("n"));
    }

    @Test
    void readingNeverWaits() {
        Checkout handle = store.tryCheckout("n");
        assertEquals(0, handle.version("n"));
        handle.tryCommit(); // nothing to write
    }

    @Test
    void aChangesetTriesAgainAfterARefusal() {
        AtomicInteger runs = new AtomicInteger();
        store.changeset(RetryPolicy.tries(3), List.of("n"), checkout -> {
            checkout.set("n", 1L);
            if (runs.incrementAndGet() == 2) {
                release.countDown();
            } else if (runs.get() == 1) {
                checkout.tryCommit();
            }
        });
        assertEquals(2, runs.get());
        assertEquals(1, store.version("n"));
    }

    private void loseOftenThenTakeLong() {
        AtomicInteger attempts = new AtomicInteger();
        STM.run(tx -> attempt(tx, attempts.incrementAndGet()));
    }

    private void attempt(Txn tx, int number) {
        hot.get(tx);
        if (number <= STM.ATTEMPTS_BEFORE_TICKET) {
            commitFromAnotherThread(number);
        } else {
            inTheWay.countDown();
            await(release);
        }
        hot.set(tx, -number);
    }

    private void commitFromAnotherThread(int value) {
        Thread other = new Thread(() -> STM.run(tx -> hot.set(tx, value)));
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Limits.SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
