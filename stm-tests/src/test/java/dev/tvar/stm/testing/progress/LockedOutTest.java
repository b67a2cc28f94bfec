package dev.tvar.stm.testing.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.support.Limits;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A commit that finds a variable locked by others in every round. */
@Tag("seam")
class LockedOutTest {
    /** Rounds in which the engine tries one commit. */
    private static final int ROUNDS = 8;

    private final TLong own = TLong.named("own", 0);
    private final TLong contended = TLong.named("contended", 0);
    private final Script script = new Script();
    private int runs;

    @AfterEach
    void repairTheEngine() {
        Seam.install(null);
    }

    /** One transaction writes both variables; another writes one of them {@code times} times. */
    private void write(int times) {
        TestThreads threads = new TestThreads();
        Seam.install(script);
        threads.start(() -> {
            script.victim = Thread.currentThread();
            STM.with(TxnOptions.defaults().withName("victim")).run(tx -> {
                runs++;
                own.set(tx, 1);
                contended.set(tx, -1);
            });
        });
        threads.start(() -> {
            script.locker = Thread.currentThread();
            for (int i = 1; i <= times; i++) {
                long value = i;
                STM.run(tx -> contended.set(tx, value));
            }
            script.locked.release(); // from here on no other thread locks it
        });
        threads.join();
        assertEquals(-1, contended.now());
        assertEquals(1, own.now());
    }

    @Test
    void aCommitThatFindsAVariableLockedInEveryRoundIsAnAbortOfItsOwnKind() {
        Diagnostics diagnostics = STM.diagnostics();
        diagnostics.reset();
        Session session = diagnostics.enable();
        try {
            write(ROUNDS);
        } finally {
            session.close();
        }
        assertEquals(2, runs, "the body runs again, once");
        assertEquals(1, diagnostics.aborts(AbortKind.LOCKED));
        assertEquals(1, diagnostics.aborts());
        assertEquals(
                List.of(new Conflict("contended", "victim", "unknown", AbortKind.LOCKED, 1)),
                diagnostics.topConflicts(10));
    }

    @Test
    void aCommitThatFindsItUnlockedInItsLastRoundLosesNothing() {
        Diagnostics diagnostics = STM.diagnostics();
        diagnostics.reset();
        write(ROUNDS - 1);
        assertEquals(1, runs);
        assertEquals(0, diagnostics.aborts());
    }

    /**
     * The victim locks its own variable only while the locker has the other. The locker releases that only when the victim has
     * given its own back, and locks it again only when the victim has seen that, and is about to lock its own.
     */
    private final class Script extends Seam {
        private final Semaphore aboutToLock = new Semaphore(0);
        private final Semaphore locked = new Semaphore(0);
        private final Semaphore givenBack = new Semaphore(0);
        private volatile @Nullable Thread victim;
        private volatile @Nullable Thread locker;

        @Override
        protected boolean proceed(Step step, @Nullable Object cell) {
            Thread self = Thread.currentThread();
            if (self == victim && step == Step.LOCK && cell == own) {
                aboutToLock.release();
                await(locked);
            } else if (self == victim && step == Step.RELEASE && cell == own) {
                givenBack.release();
            } else if (self == locker && step == Step.LOCK) {
                await(aboutToLock);
            } else if (self == locker && step == Step.STORE) {
                locked.release();
                await(givenBack);
            }
            return true;
        }

        private void await(Semaphore semaphore) {
            try {
                if (!semaphore.tryAcquire(Limits.SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("the other thread did not come to its place");
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted in the script", e);
            }
        }
    }
}
