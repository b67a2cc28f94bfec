package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A commit wakes all waiters of a cell without unparking all of them itself: to unpark a platform thread takes
 * microseconds, and on a busy machine the woken thread takes the core of the committer.
 *
 * Mechanism. Two doubly linked lists, so that one of 100,000 waiters can leave in constant time: a list of waiters, and
 * a list of due waiters, whose cell has changed. A commit makes all waiters due, takes the first few off the due list
 * and wakes them. A waiter that leaves a place that was taken off in this way (it is awake now) takes a few more off
 * and wakes them: the wake-ups are handed on. The waiters due longest come first, so that waiters that wait again
 * repeatedly do not overtake others.
 *
 * Why no wake-up is lost. Call a place a carrier from the moment when it is taken off the due list until its waiter has
 * left it. While any waiter is due, there is a carrier: a commit takes carriers off at the moment when it makes places
 * due, and the end of a carrier takes new ones off at the same moment, under the same monitor, unless no waiter is due
 * any more. Each carrier ends: its waiter is awake, or the thread that took the place off is about to wake it, and a
 * waiter leaves all its places whatever ends its wait, be it a wake-up, a time-out, an interrupt or an error. So all
 * due waiters become carriers. A waiter that leaves while it is only due (it timed out, or another cell woke it) is
 * unlinked, and no carrier.
 *
 * Virtual threads are woken along with the carriers, and are none: to unpark one is cheap, and it may find no processor
 * to run on while the platform threads behind it could. A platform thread depends on nothing but the operating system.
 * Callbacks are none either: their executor may be busy, or shut down.
 *
 * Cost. The monitor is held for a few instructions, and never while a cell is locked. docs/decisions/0060 has figures.
 */

/** The waiters of one cell. Guarded by its monitor. */
public final class WaitList {
    /**
     * The number of platform threads that a commit wakes itself. With the seam it is one, so that tests exercise
     * handing on with few threads.
     */
    static final int WOKEN_BY_COMMIT = Seam.ON ? 1 : 16;

    /** The number of platform threads that a woken waiter wakes: one, so that the woken threads do not take all processors at once. */
    private static final int HANDED_ON = 1;

    /** One waiter's place in one list. */
    static final class Place {
        final Object cell;
        private final WaitList list;
        private final WaitNode waiter;

        /** The place that the waiter took before this one, in another list. */
        final @Nullable Place earlier;

        /** The place before this one in its list; itself once it is off the lists. */
        private @Nullable Place previous;

        private @Nullable Place next;

        private Place(Object cell, WaitList list, WaitNode waiter, @Nullable Place earlier) {
            this.cell = cell;
            this.list = list;
            this.waiter = waiter;
            this.earlier = earlier;
        }

        /** Leaves the lists. If a wake-up has taken the place off them, hands the wake-up on to waiters that are still due. */
        void leave() {
            Place due = list.remove(this);
            if (due != null && Seam.goes(Step.HAND_ON, cell)) {
                wake(due);
            }
        }
    }

    /** One of the two lists. */
    private static final class Places {
        @Nullable
        Place first;

        @Nullable
        Place last;

        void addFirst(Place place) {
            place.next = first;
            if (first == null) {
                last = place;
            } else {
                first.previous = place;
            }
            first = place;
        }

        /** Moves all places of another list to the end of this one. */
        void addAll(Places others) {
            if (others.first != null) {
                others.first.previous = last;
                if (last == null) {
                    first = others.first;
                } else {
                    last.next = others.first;
                }
                last = others.last;
                others.first = null;
                others.last = null;
            }
        }

        void unlink(Place place) {
            Place before = place.previous;
            Place after = place.next;
            if (before == null) {
                first = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.previous = before;
            }
            place.previous = place;
        }
    }

    private final Places waiting = new Places();

    /** The waiters whose cell has changed, and that are still to be woken. */
    private final Places due = new Places();

    /** Enters a waiter for this list's cell; {@code earlier} is the place that it took before. */
    synchronized Place add(Object cell, WaitNode waiter, @Nullable Place earlier) {
        Place place = new Place(cell, this, waiter, earlier);
        waiting.addFirst(place);
        return place;
    }

    /** Takes a place off its list; if it is off already, returns other places to be woken instead, or null. */
    private synchronized @Nullable Place remove(Place place) {
        if (place.previous == place) {
            return place.waiter.handsOn() ? takeDue(HANDED_ON) : null;
        }
        (isDue(place) ? due : waiting).unlink(place);
        return null;
    }

    /** Whether the place is on the due list; only the ends of a list depend on which list it is. */
    private boolean isDue(Place place) {
        return place == due.first || place == due.last;
    }

    synchronized boolean isEmpty() {
        return waiting.first == null && due.first == null;
    }

    /** Makes all waiters on the list due, and wakes the first of them, which wake the others. */
    public void wakeAll() {
        wake(makeAllDue());
    }

    private synchronized @Nullable Place makeAllDue() {
        due.addAll(waiting);
        return takeDue(WOKEN_BY_COMMIT);
    }

    /**
     * Takes due places off until the given number of them belong to platform threads; they stay linked to each other.
     */
    private @Nullable Place takeDue(int platformThreads) {
        Place taken = null;
        int left = platformThreads;
        while (left > 0 && due.first != null) {
            Place place = due.first;
            due.unlink(place);
            place.next = taken;
            taken = place;
            left -= place.waiter.handsOn() ? 1 : 0;
        }
        return taken;
    }

    /** Wakes waiters whose places have been taken off; these places do not change any more. */
    private static void wake(@Nullable Place taken) {
        Place place = taken;
        while (place != null) {
            Place next = place.next;
            place.waiter.wake();
            place = next;
        }
    }
}
