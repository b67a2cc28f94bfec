package dev.tvar.stm.benchmarks.scaling;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures what it takes to get a cache line from another core: two threads write one variable in turns. */
public final class PingPong {
    private static final long SECONDS = 3;
    private static final int TURNS_PER_WINDOW = 200;
    private static final long END = -1;

    /** To see that it is the other's turn is one transfer; to write then is another, for the other still has a copy. */
    private static final int TRANSFERS_PER_TURN = 2;

    private PingPong() {}

    /**
     * Measures for three seconds in short windows and takes the best one, in which nobody else had the cores.
     *
     * @return nanoseconds for one line from one core to another
     */
    public static double nanosPerTransfer() {
        AtomicLong turn = new AtomicLong();
        Thread other = new Thread(() -> answer(turn), "ping-pong");
        other.setDaemon(true);
        other.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        double best = Double.MAX_VALUE;
        long mine = 0;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            for (int i = 0; i < TURNS_PER_WINDOW; i += 2) {
                await(turn, mine);
                turn.set(mine + 1);
                mine += 2;
            }
            best = Math.min(best, (double) (System.nanoTime() - start) / TURNS_PER_WINDOW);
        }
        await(turn, mine);
        turn.set(END);
        return best / TRANSFERS_PER_TURN;
    }

    /** Takes every other turn until the end. */
    private static void answer(AtomicLong turn) {
        for (long mine = 1; await(turn, mine); mine += 2) {
            turn.set(mine + 1);
        }
    }

    /** Waits for a turn; false if it is the end instead. */
    private static boolean await(AtomicLong turn, long mine) {
        long present = turn.get();
        while (present != mine && present != END) {
            Thread.onSpinWait();
            present = turn.get();
        }
        return present == mine;
    }
}
