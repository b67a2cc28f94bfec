package dev.tvar.stm.internal;

import java.util.concurrent.TimeUnit;

/*
 * Goal. Two threads that hand something to and fro, each waiting for the other in retry, should not park for each hand-over: a
 * wake-up takes 3 to 30 microseconds, by the machine, and the hand-over itself less than one.
 *
 * Mechanism. A waiter first watches its flag for a few hundred pauses. If the last wait of its thread was short, it goes on for a
 * while, offering its processor to others between the looks. Then it parks.
 *
 * Why that is enough. Where both park, each has parked before the other is awake, so a few hundred pauses never suffice, and
 * the two keep on parking for ever. But a wait is then two wake-ups long, which is short; so both look out for longer than one
 * wake-up takes, meet, and from there on do not park. To wait about as long as parking would cost takes at most twice the
 * processor time of the best choice that could be made in hindsight (Karlin, Li, Manasse and Owicki, "Empirical Studies of
 * Competitive Spinning for a Shared-Memory Multiprocessor", SOSP 1991).
 *
 * Cost. A few microseconds of processor time for a wait that is long, LOOK_NANOS for the first one after a short one, and for every
 * one that is just too long to be seen by looking and still short; and the time is read twice. Virtual threads park at once: there
 * are many of them, and their carrier has better things to do. docs/decisions/0014-a-waiter-spins-before-it-parks.md has figures.
 */

/** Looks out for the wake-up of one thread's transactions before they park. Used by that thread only. */
final class LookOut {
    /** For so long a thread looks out whose last wait was short: longer than a wake-up takes. */
    static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** A wait of at most this was short: two wake-ups, the other's and one's own. */
    static final long SHORT_NANOS = 2 * LOOK_NANOS;

    /** Pauses with which every wait begins. */
    private static final int PAUSES = 256;

    /** Pauses between two offers of the processor. */
    private static final int PAUSES_BETWEEN_OFFERS = 16;

    private static final boolean ANOTHER_CAN_RUN = Runtime.getRuntime().availableProcessors() > 1;

    private long began;

    /** How long the last wait took; that of one which was given up counts as endless. */
    private long lastWait = Long.MAX_VALUE;

    LookOut() {}

    /** Looks out for the wake-up of a waiter of the calling thread for a moment. */
    static void before(Waiter waiter, Thread caller) {
        if (isOfUse(caller)) {
            Context.current().lookOut().look(waiter);
        }
    }

    /** Takes note that the wait has ended, of which {@link #before} was the beginning, with a wake-up. */
    static void after(Thread caller) {
        if (isOfUse(caller)) {
            Context.current().lookOut().ends(System.nanoTime());
        }
    }

    static boolean isOfUse(Thread caller) {
        return ANOTHER_CAN_RUN && !Seam.isScheduled() && !Context.isVirtual(caller);
    }

    /** By the real clock, also where a test has one of its own for deadlines: that one may stand still until somebody parks. */
    private void look(Waiter waiter) {
        long limit = begins(System.nanoTime());
        pause(PAUSES, waiter);
        while (!waiter.wasToldToWake() && System.nanoTime() - began < limit) {
            Thread.yield();
            pause(PAUSES_BETWEEN_OFFERS, waiter);
        }
    }

    private static void pause(int most, Waiter waiter) {
        for (int pause = 0; pause < most && !waiter.wasToldToWake(); pause++) {
            Thread.onSpinWait();
        }
    }

    /** A wait begins now: for how long it is worth while to go on after the first pauses. */
    long begins(long now) {
        long limit = lastWait <= SHORT_NANOS ? LOOK_NANOS : 0;
        began = now;
        lastWait = Long.MAX_VALUE;
        return limit;
    }

    /** The wait that has begun last ends now. */
    void ends(long now) {
        lastWait = now - began;
    }
}
