package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A refusal by a bound belongs to the instant of the commit, whatever other transactions do meanwhile. */
class BoundsAmongTransactionsTest {
    private final TLong account = TLong.bounded("account", 30, Bounds.between(0, 100));
    private final AtomicInteger attempts = new AtomicInteger();

    /** Runs a body whose first attempt is overtaken by another transaction, and returns how often it ran. */
    private int attemptsBeside(TxnAction<RuntimeException> other, TxnAction<RuntimeException> body) {
        STM.run(tx -> {
            body.run(tx);
            if (attempts.incrementAndGet() == 1) {
                TestThreads.elsewhere(() -> STM.run(other));
            }
        });
        return attempts.get();
    }

    @Test
    void twoTransactionsThatOnlyAddDoNotConflict() {
        assertEquals(1, attemptsBeside(tx -> account.add(tx, -20), tx -> account.add(tx, -10)));
        assertEquals(0, account.now());
    }

    @Test
    void anAddIsCheckedAgainstTheValueOfTheCommit() {
        assertEquals(1, attemptsBeside(tx -> account.add(tx, 20), tx -> account.add(tx, -50)));
        assertEquals(0, account.now());
    }

    @Test
    void anAddThatAnotherCommitHasMadeTooLargeIsRefused() {
        OutOfBoundsException refusal = assertThrows(
                OutOfBoundsException.class,
                () -> attemptsBeside(tx -> account.add(tx, -1), tx -> account.add(tx, -30)));
        assertEquals(-1, refusal.attempted());
        assertEquals(1, attempts.get());
        assertEquals(29, account.now());
    }

    @Test
    void anAttemptThatIsLostIsNotRefused() {
        TLong open = TLong.of(1);
        int ran = attemptsBeside(
                tx -> {
                    open.set(tx, 0);
                    account.set(tx, 0);
                },
                tx -> {
                    if (open.get(tx) == 1) {
                        account.add(tx, -30);
                    }
                });
        assertEquals(2, ran);
        assertEquals(0, account.now());
    }

    @Test
    void anAttemptWhoseAnswerHasChangedIsNotRefused() {
        int ran = attemptsBeside(tx -> account.set(tx, 0), tx -> {
            if (account.isAtLeast(tx, 30)) {
                account.add(tx, -30);
            }
        });
        assertEquals(2, ran);
        assertEquals(0, account.now());
    }

    @Test
    void moneyIsConservedAndNoAccountIsOverdrawnWithoutARead() {
        List<TLong> accounts = Stream.generate(() -> TLong.bounded(10, Bounds.atLeast(0)))
                .limit(4)
                .toList();
        AtomicInteger refused = new AtomicInteger();
        TestThreads threads = new TestThreads();
        threads.start(4, () -> {
            for (int i = 0; i < 10_000; i++) {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                TLong from = accounts.get(random.nextInt(4));
                TLong to = accounts.get(random.nextInt(4));
                long amount = random.nextInt(12);
                try {
                    STM.run(tx -> {
                        from.add(tx, -amount);
                        to.add(tx, amount);
                    });
                } catch (OutOfBoundsException e) {
                    refused.incrementAndGet();
                }
                long[] balances = STM.snapshot(
                        tx -> accounts.stream().mapToLong(each -> each.get(tx)).toArray());
                assertEquals(40, Arrays.stream(balances).sum());
                assertTrue(Arrays.stream(balances).allMatch(balance -> balance >= 0));
            }
        });
        threads.join();
        assertTrue(refused.get() > 0, "no transfer asked for more than there was");
    }

    // ---- other ways to run a transaction

    @Test
    void anAsynchronousTransactionDeliversTheRefusal() {
        CompletionException thrown =
                assertThrows(CompletionException.class, () -> STM.runAsync(tx -> account.add(tx, -31), Runnable::run)
                        .join());
        assertEquals(
                -1,
                assertInstanceOf(OutOfBoundsException.class, thrown.getCause()).attempted());
        assertEquals(30, account.now());
    }

    @Test
    void aSnapshotReadsAndComparesABoundedNumber() {
        STM.snapshot(tx -> {
            TestThreads.elsewhere(() -> STM.run(in -> account.add(in, -30)));
            assertEquals(30, account.get(tx));
            assertTrue(account.isAtLeast(tx, 30));
            return true;
        });
        assertEquals(0, account.now());
    }
}
