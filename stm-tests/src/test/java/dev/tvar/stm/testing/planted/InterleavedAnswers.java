package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Answers of isAtLeast, with another transaction between two steps of the engine. Needs the seam, so it is not found by
 * its name; {@link PlantedBugsTest} runs it, with a bug and without.
 */
class InterleavedAnswers {
    private final Thread reader = Thread.currentThread();

    /** The states are (a, n, y) = (0, 10, 0), (0, 0, 1), (1, 10, 1). */
    private final TVar<Integer> a = TVar.named("a", 0);

    private final TLong n = TLong.named("n", 10);
    private final TVar<Integer> y = TVar.named("y", 0);
    private final AtomicInteger looksAtA = new AtomicInteger();

    @AfterEach
    void noMoreInterleaving() {
        Interleaving.set(null);
    }

    @Test
    void anAnswerThatLeftAndCameBackIsOfAnotherInstant() {
        AtomicInteger attempts = new AtomicInteger();
        Interleaving.set(this::commitSecondWhenAIsLookedAtAgain);
        STM.run(tx -> {
            int seenA = a.get(tx);
            boolean high = n.isAtLeast(tx, 5);
            if (attempts.incrementAndGet() == 1) {
                elsewhere(() -> STM.run(other -> {
                    n.set(other, 0);
                    y.set(other, 1);
                }));
            }
            int seenY = y.get(tx);
            assertEquals(high ? seenA : seenA + 1, seenY, "n is seen " + (high ? "high" : "low"));
        });
        assertEquals(2, attempts.get());
    }

    /** The second look at a is that of the validation, before the one at n. */
    private void commitSecondWhenAIsLookedAtAgain(Seam.Step step, @Nullable Cell cell) {
        boolean look = step == Seam.Step.LOOKED_AT_STAMP && cell == a && Thread.currentThread() == reader;
        if (look && looksAtA.incrementAndGet() == 2) {
            elsewhere(() -> STM.run(other -> {
                n.set(other, 10);
                a.set(other, 1);
            }));
        }
    }

    private static void elsewhere(Runnable work) {
        Thread thread = new Thread(work, "elsewhere");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while another transaction ran", e);
        }
    }
}
