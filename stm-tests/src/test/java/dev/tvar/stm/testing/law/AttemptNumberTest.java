package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.tx.Strict;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Txn#attempt()} counts the runs of a body, whatever ended the one before. */
class AttemptNumberTest {
    private final TLong number = TLong.named("number", 0);
    private final TLong gate = TLong.named("gate", 0);
    private final List<Integer> seen = new CopyOnWriteArrayList<>();

    /** Notes its attempt; the first two are lost to another transaction. */
    private void loseTwice(Txn tx) {
        seen.add(tx.attempt());
        long read = number.get(tx);
        if (tx.attempt() <= 2) {
            TestThreads.elsewhere(() -> STM.run(in -> number.set(in, read + 1)));
        }
        gate.set(tx, read);
        number.set(tx, read);
    }

    /** Notes its attempt; the first two retry, and the variable that they have read changes. */
    private void waitTwice(Txn tx) {
        seen.add(tx.attempt());
        if (tx.attempt() <= 2) {
            number.get(tx);
            TestThreads.elsewhere(() -> STM.run(in -> number.add(in, 1)));
            tx.retry();
        }
    }

    @Test
    void conflictsAreCounted() {
        STM.run(this::loseTwice);
        STM.with(TxnOptions.defaults().withName("lost")).run(this::loseTwice);
        assertEquals(List.of(1, 2, 3, 1, 2, 3), seen);
    }

    @Test
    void wakeUpsAreCounted() {
        STM.run(this::waitTwice);
        STM.run(tx -> seen.add(tx.attempt()));
        assertEquals(List.of(1, 2, 3, 1), seen);
    }

    @Test
    void asynchronousAttemptsAreCountedOverTheirThreads() {
        STM.runAsync(this::loseTwice, ForkJoinPool.commonPool()).join();
        STM.runAsync(this::waitTwice, Runnable::run).join();
        STM.with(TxnOptions.defaults().withName("async"))
                .runAsync(this::waitTwice, ForkJoinPool.commonPool())
                .join();
        assertEquals(List.of(1, 2, 3, 1, 2, 3, 1, 2, 3), seen);
    }

    @Test
    void theLastAttemptHasTheNumberOfTheLimit() {
        TooManyAttemptsException gaveUp = assertThrows(
                TooManyAttemptsException.class,
                () -> STM.with(TxnOptions.defaults().withMaxAttempts(2)).run(this::loseTwice));
        assertEquals(List.of(1, 2), seen);
        assertEquals(2, gaveUp.attempts());
    }

    @Test
    void partsAndJoinedBodiesHaveTheNumberOfTheirAttempt() {
        STM.run(tx -> {
            loseTwice(tx);
            tx.runNested(in -> seen.add(in.attempt()));
            tx.runOrElse(Txn::retry, in -> seen.add(in.attempt()));
            STM.run(in -> seen.add(in.attempt()));
        });
        assertEquals(List.of(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3), seen);
    }

    @Test
    @Tag("seam")
    void theRunThatStrictModeThrowsAwayIsNotCounted() {
        Strict.begin();
        try {
            STM.run(this::waitTwice);
            assertEquals(List.of(1, 1, 2, 3), seen);
            seen.clear();
            STM.runAsync(this::waitTwice, Runnable::run).join();
            assertEquals(List.of(1, 1, 2, 3), seen);
        } finally {
            Strict.end();
        }
    }
}
