package dev.tvar.stm.testing.explore;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a thread is with its calls to the outside: the number of the call, and its state. The end of a call by its thread and the
 * loss of the turn by the explorer exclude each other.
 */
final class CallMark {
    private static final int SHIFT = 3;
    private static final long STATES = (1 << SHIFT) - 1;

    /** Not in a call; the thread has the turn, or waits for it at a step. */
    private static final long NONE = 0;

    /** In a call, with the turn. */
    private static final long RUNNING = 1;

    /** In a call, without the turn. */
    private static final long LOST = 2;

    /** Back from a call, without the turn. */
    private static final long RETURNED = 3;

    /** Back from a call, and chosen to continue. */
    private static final long CHOSEN = 4;

    private final AtomicLong mark = new AtomicLong();

    void begin(long number) {
        mark.set(number << SHIFT | RUNNING);
    }

    /** Ends a call; false if the thread has lost the turn meanwhile. */
    boolean endWithTurn(long number) {
        return mark.compareAndSet(number << SHIFT | RUNNING, number << SHIFT | NONE);
    }

    void returned(long number) {
        mark.set(number << SHIFT | RETURNED);
    }

    /** Takes the turn from a thread in a call; false if the call has ended. */
    boolean lose(long number) {
        return mark.compareAndSet(number << SHIFT | RUNNING, number << SHIFT | LOST);
    }

    /** The number of the call in which the thread is with the turn; 0 if it is in none. */
    long running() {
        long now = mark.get();
        return (now & STATES) == RUNNING ? now >>> SHIFT : 0;
    }

    boolean hasReturned() {
        return (mark.get() & STATES) == RETURNED;
    }

    /** Lets a thread that is back from a call take the turn that it is given. */
    void choose() {
        long now = mark.get();
        if ((now & STATES) == RETURNED) {
            mark.set(now - RETURNED + CHOSEN);
        }
    }

    boolean isChosen() {
        return (mark.get() & STATES) == CHOSEN;
    }

    long number() {
        return mark.get() >>> SHIFT;
    }
}
