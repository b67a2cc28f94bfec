package dev.tvar.stm.internal;

import org.jspecify.annotations.Nullable;

/*
 * Goal. A commit wakes all waiters of a cell without paying for all: to unpark a platform thread takes microseconds, and on a busy
 * machine the woken thread takes the core of the committer.
 *
 * Mechanism. Two doubly linked lists, so that one of 100,000 waiters can leave in constant time: those that wait, and those that are due
 * because the cell has changed. A commit makes all that wait due, takes the first few off that list and wakes them. A waiter that leaves
 * a place that was taken off in this way (it is awake now) takes a few more off and wakes them: the wake-ups are handed on. Those due
 * longest come first, so that no waiter is passed over by others that wait again and again.
 *
 * Why no wake-up is lost. Call a place a carrier from the moment when it is taken off the list of those due until its waiter has
 * left it. While anyone is due, there is a carrier: a commit takes carriers off at the moment when it makes places due, and the end of a
 * carrier takes new ones off at the same moment, under the same monitor, unless no one is due any more. Each carrier ends: its waiter is
 * awake, or whoever took the place off is about to wake it, and a waiter leaves all its places whatever ends its wait, be it a
 * wake-up, a time-out, an interrupt or an error. So all that are due become carriers. A waiter that leaves while it is only due (it
 * timed out, or another cell woke it) is unlinked, and no carrier.
 *
 * Virtual threads are woken along with the carriers, and do not count as such: to unpark one is cheap, and it may find no processor to run
 * on while the platform threads behind it could. A platform thread depends on nothing but the operating system.
 *
 * Cost. The monitor is held for a few instructions, and never while a cell is locked. docs/decisions/0060 has figures.
 */

/** The waiters of one cell. Guarded by its monitor. */
final class WaitList {
    /** The number of platform threads that a commit wakes itself. With the seam one, so that tests hand on with few threads. */
    static final int WOKEN_BY_COMMIT = Seam.ON ? 1 : 16;

    /** The number of platform threads that a woken waiter wakes: one, so that the woken threads do not take all processors at once. */
    private static final int HANDED_ON = 1;

    /** One waiter's place in one list. */
    static final class Place {
        final Cell cell;
        private final Waiter waiter;

        /** The place that the waiter took before this one, in another list. */
        final @Nullable Place earlier;

        /** The place before this one in its list; this one itself once it is off the lists. */
        private @Nullable Place previous;

        private @Nullable Place next;

        private Place(Cell cell, Waiter waiter, @Nullable Place earlier) {
            this.cell = cell;
            this.waiter = waiter;
            this.earlier = earlier;
        }

        /** Leaves the lists. If a wake-up has taken the place off them, hands the wake-up on to waiters that are still due. */
        void leave() {
            Place due = cell.waiters().remove(this);
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

    /** Those that wait for a change that has come, and are still to be woken. */
    private final Places due = new Places();

    /** Enters one that waits for this list's cell; {@code earlier} is where it has entered before. */
    synchronized Place add(Cell cell, Waiter waiter, @Nullable Place earlier) {
        Place place = new Place(cell, waiter, earlier);
        waiting.addFirst(place);
        return place;
    }

    /** Takes a place off its list; if it is off already, returns others to be woken in its stead, or null. */
    private synchronized @Nullable Place remove(Place place) {
        if (place.previous == place) {
            return takeDue(HANDED_ON);
        }
        (isDue(place) ? due : waiting).unlink(place);
        return null;
    }

    /** Only the ends of a list depend on which one it is. */
    private boolean isDue(Place place) {
        return place == due.first || place == due.last;
    }

    synchronized boolean isEmpty() {
        return waiting.first == null && due.first == null;
    }

    /** Makes everyone on the list due, and wakes the first of them, who wake the others. */
    void wakeAll() {
        wake(makeAllDue());
    }

    private synchronized @Nullable Place makeAllDue() {
        due.addAll(waiting);
        return takeDue(WOKEN_BY_COMMIT);
    }

    /** Takes due places off until so many of them are of platform threads; they stay linked to each other. */
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

    /** Wakes waiters whose places have been taken off; those are not changed any more. */
    private static void wake(@Nullable Place taken) {
        Place place = taken;
        while (place != null) {
            Place next = place.next;
            place.waiter.wake();
            place = next;
        }
    }
}
