package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.cell.Sleeper;
import dev.tvar.stm.internal.seam.Seam;
import java.util.concurrent.TimeUnit;

/*
 * Goal. Avoid a park per hand-over between two threads that alternate, each waiting for the other in retry: a wake-up
 * takes 3 to 30 microseconds, depending on the machine, and the hand-over itself less than one.
 *
 * Mechanism. Adaptive spinning. A waiter first polls its flag for a few hundred pauses. If the last wait of its thread
 * was short, it continues up to LOOK_NANOS and yields its processor between polls. Then it parks.
 *
 * Why that is enough. If both threads park, each has parked before the other is awake. A few hundred pauses then never
 * suffice, and both would park at every hand-over. But such a wait lasts two wake-ups, which counts as short. So both
 * spin for longer than one wake-up takes, find each other awake, and from then on do not park. To wait about as long as
 * parking would cost takes at most twice the processor time of the best choice that could be made in hindsight (Karlin,
 * Li, Manasse and Owicki, "Empirical Studies of Competitive Spinning for a Shared-Memory Multiprocessor", SOSP 1991).
 *
 * Cost. A few microseconds of processor time for a long wait; LOOK_NANOS for the first long wait after a short one, and
 * for every wait that is longer than the spin and still counts as short; and two reads of the time. Virtual threads
 * park at once: there are many of them, and their carrier thread can run another one.
 * docs/decisions/0014-a-waiter-spins-before-it-parks.md has figures.
 */

/** Spins adaptively before parking a waiting transaction. One per thread, used by that thread only. */
final class SpinThenPark {
    /** How long a thread spins if its last wait was short: longer than a wake-up takes. */
    static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** The longest wait that counts as short: two wake-ups, that of the other thread and that of this one. */
    static final long SHORT_NANOS = 2 * LOOK_NANOS;

    /** The number of pauses at the start of every wait. */
    private static final int PAUSES = 256;

    /** The number of pauses between two yields of the processor. */
    private static final int PAUSES_BETWEEN_OFFERS = 16;

    private static final boolean ANOTHER_CAN_RUN = Runtime.getRuntime().availableProcessors() > 1;

    private long began;

    /** The duration of the last wait; an abandoned wait counts as endless. */
    private long lastWait = Long.MAX_VALUE;

    SpinThenPark() {}

    static boolean isOfUse(Thread caller) {
        return ANOTHER_CAN_RUN && !Seam.isScheduled() && !Threads.isVirtual(caller);
    }

    /**
     * Spins briefly for the wake-up of a waiter of the calling thread. Uses the real clock even where a test replaces the clock for deadlines: that clock may stand still until a thread parks.
     */
    void before(Sleeper waiter) {
        long limit = begins(System.nanoTime());
        pause(PAUSES, waiter);
        while (!waiter.wasToldToWake() && System.nanoTime() - began < limit) {
            Thread.yield();
            pause(PAUSES_BETWEEN_OFFERS, waiter);
        }
    }

    private static void pause(int most, Sleeper waiter) {
        for (int pause = 0; pause < most && !waiter.wasToldToWake(); pause++) {
            Thread.onSpinWait();
        }
    }

    /** Begins a wait now; returns its spinning limit in nanoseconds, which includes the first pauses. */
    long begins(long now) {
        long limit = lastWait <= SHORT_NANOS ? LOOK_NANOS : 0;
        began = now;
        lastWait = Long.MAX_VALUE;
        return limit;
    }

    /** Ends, now, the wait that began last. */
    void ends(long now) {
        lastWait = now - began;
    }
}
