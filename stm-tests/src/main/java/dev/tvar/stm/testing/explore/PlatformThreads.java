package dev.tvar.stm.testing.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads that hand the turn to one another, as a baton. Whoever waits for it looks out for a moment before it
 * parks: most turns are short.
 */
final class PlatformThreads implements Driver {
    /** About as long as it takes to wake a parked thread; of no use where the other could not run meanwhile. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 600 : 0;

    private final Thread explorer = Thread.currentThread();

    /** Who has the turn; null for the explorer. */
    private volatile @Nullable ControlledThread turn;

    private volatile boolean closed;

    @Override
    public Thread newThread(ControlledThread controlled) {
        Thread thread = new Thread(
                () -> {
                    await(controlled, controlled);
                    controlled.work();
                },
                "explored-" + controlled.index);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void run(ControlledThread first) {
        give(first);
        await(null, first);
    }

    @Override
    public void pass(ControlledThread self, @Nullable ControlledThread next) {
        give(next);
        if (!closed) {
            await(self, self);
        }
    }

    private void give(@Nullable ControlledThread next) {
        turn = next;
        if (next == null) {
            LockSupport.unpark(explorer);
        } else if (next.thread.getState() == Thread.State.NEW) {
            next.thread.start();
        } else if (next.idle) {
            LockSupport.unpark(next.thread);
        }
    }

    private void await(@Nullable ControlledThread self, ControlledThread flag) {
        for (int look = 0; look < LOOKS; look++) {
            if (turn == self) {
                return;
            }
            Thread.onSpinWait();
        }
        if (self == null) {
            awaitBack();
            return;
        }
        flag.idle = true; // before the next look: who gives the turn looks at it after
        while (turn != self) {
            LockSupport.park(this);
        }
        flag.idle = false;
    }

    /** The explorer waits for the end of a schedule, and looks from time to time whether it goes on. */
    private void awaitBack() {
        ControlledThread last = turn;
        long since = System.nanoTime();
        while (turn != null) {
            LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            ControlledThread now = turn;
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (now != null && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(SILENT_SECONDS)) {
                throw Driver.blocked(now);
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close(Iterable<ControlledThread> idle) {
        closed = true;
        for (ControlledThread controlled : idle) {
            if (controlled.thread.getState() != Thread.State.NEW) {
                give(controlled);
                join(controlled.thread);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SILENT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return Runtime.version().feature() < 21
                ? "platform threads"
                : "platform threads (virtual ones are faster: --add-opens java.base/java.lang=ALL-UNNAMED)";
    }
}
