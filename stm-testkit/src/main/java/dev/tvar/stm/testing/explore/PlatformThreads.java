package dev.tvar.stm.testing.explore;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads that pass the turn to one another. A waiting thread may spin briefly before it
 * parks, since most turns are short. Spinning pays on idle cores; on busy ones it takes time from the
 * thread that has the turn, and is slower by a factor of ten. So both ways are measured repeatedly.
 */
final class PlatformThreads implements Driver {
    /** Spins for about the time of a wake-up; zero on one core, where the other thread could not run meanwhile. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 600 : 0;

    /** The schedules of a block. One block spins, the next one parks, and the other blocks use the faster way. */
    private static final int BLOCK = 16;

    private static final int BLOCKS = 128;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long ALMOST_A_SECOND = SECOND * 9 / 10;

    /** How often the explorer looks after calls to the outside. */
    private static final long LOOK = TimeUnit.MICROSECONDS.toNanos(200);

    private final Thread explorer = Thread.currentThread();

    /** The thread that has the turn; null for the explorer. */
    private volatile @Nullable ControlledThread turn;

    private volatile boolean closed;

    private final boolean mayBlock;
    private final long hangSeconds;

    /** The number of spins before parking; changed by the explorer, between schedules. */
    private int spins = SPINS;

    // ---- the explorer's
    private int schedules;
    private long blockBegan;
    private long nanosWithSpins;
    private @Nullable OutsideCalls lookingAfter;

    PlatformThreads() {
        this(false, SILENT_SECONDS);
    }

    private PlatformThreads(boolean mayBlock, long hangSeconds) {
        this.mayBlock = mayBlock;
        this.hangSeconds = hangSeconds;
    }

    /** Threads that may block outside of the scheduler while another one gets the turn. */
    static PlatformThreads thatMayBlock(long hangSeconds) {
        return new PlatformThreads(true, hangSeconds);
    }

    @Override
    public boolean allowsOutsideCalls() {
        return mayBlock;
    }

    @Override
    public long hangSeconds() {
        return hangSeconds;
    }

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
    public void run(ControlledThread first, @Nullable OutsideCalls outside) {
        if (schedules++ % BLOCK == 0) {
            tryOut(schedules / BLOCK % BLOCKS);
        }
        lookingAfter = outside;
        give(first);
        await(null, first);
    }

    /** At the begin of a block: chooses whether to spin in it. */
    private void tryOut(int block) {
        long now = System.nanoTime();
        long took = now - blockBegan;
        blockBegan = now;
        if (block == 0) {
            spins = SPINS;
        } else if (block == 1) {
            nanosWithSpins = took;
            spins = 0;
        } else if (block == 2) {
            spins = nanosWithSpins < took ? SPINS : 0;
        }
    }

    @Override
    public void pass(ControlledThread self, @Nullable ControlledThread next) {
        give(next);
        if (!closed) {
            await(self, self);
        }
    }

    @Override
    public void awaitTurn(ControlledThread self) {
        self.idle = true; // before the next reads: the giver writes what is read here first, and reads this after
        while (turn != self || !self.call.isChosen()) { // the explorer took the turn without a change of its field
            LockSupport.park(this);
        }
        self.idle = false;
    }

    @Override
    public void give(@Nullable ControlledThread next) {
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
        for (int i = 0; i < spins; i++) {
            if (turn == self) {
                return;
            }
            Thread.onSpinWait();
        }
        if (self == null) {
            awaitBack();
            return;
        }
        flag.idle = true; // before the next read of turn: the giver writes turn first and reads this after
        while (turn != self) {
            LockSupport.park(this);
        }
        flag.idle = false;
    }

    /** The explorer waits for the end of a schedule, and checks from time to time whether it makes progress. */
    private void awaitBack() {
        OutsideCalls outside = lookingAfter;
        Silence silence = new Silence(turn);
        long checked = System.nanoTime();
        while (turn != null) {
            LockSupport.parkNanos(this, outside == null ? SECOND : LOOK);
            ControlledThread now = turn;
            if (now != null && outside != null) {
                outside.look(now);
            }
            long time = System.nanoTime();
            if (time - checked > ALMOST_A_SECOND) { // park may return early, at once if the thread is interrupted
                checked = time;
                silence.check(turn);
            }
        }
    }

    /** How long one thread has had the turn without a step. */
    private final class Silence {
        private @Nullable ControlledThread last;
        private int checksWhileWaiting;
        private long usedBefore;
        private long callBefore;

        Silence(@Nullable ControlledThread first) {
            last = first;
            usedBefore = used(first);
        }

        void check(@Nullable ControlledThread now) {
            if (now != last) {
                last = now;
                checksWhileWaiting = 0;
                usedBefore = used(now);
            } else if (now != null) {
                long call = now.call.running();
                boolean sameCall = call != 0 && call == callBefore;
                callBefore = call;
                checksWhileWaiting = sameCall || waits(now) ? checksWhileWaiting + 1 : 0;
                if (checksWhileWaiting >= hangSeconds || used(now) - usedBefore > hangSeconds * SECOND) {
                    throw new Blocked(now, hangSeconds);
                }
            }
        }

        private static boolean waits(ControlledThread now) {
            Thread.State state = now.thread.getState();
            return state != Thread.State.RUNNABLE && state != Thread.State.NEW;
        }
    }

    /** The processor time that a thread has used. */
    private static long used(@Nullable ControlledThread controlled) {
        return controlled == null ? 0 : ManagementFactory.getThreadMXBean().getThreadCpuTime(controlled.thread.getId());
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
