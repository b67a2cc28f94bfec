package dev.tvar.stm.internal;

import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one cell: a doubly linked list, so that one of 100,000 can leave in constant time. Guarded by its
 * monitor, which is held for a few instructions and never while a cell is locked.
 */
final class WaitList {
    /** One waiter's place in one list. */
    static final class Place {
        final Cell cell;
        private final Waiter waiter;

        /** The place that the waiter took before this one, in another list. */
        final @Nullable Place earlier;

        /** The place before this one in the list; this one itself once it is off the list. */
        private @Nullable Place previous;

        private @Nullable Place next;

        private Place(Cell cell, Waiter waiter, @Nullable Place earlier) {
            this.cell = cell;
            this.waiter = waiter;
            this.earlier = earlier;
        }

        /** Leaves the list, unless a wake-up has taken the place off it already. */
        void leave() {
            cell.waiters().remove(this);
        }
    }

    private @Nullable Place first;

    /** Enters one that waits for this list's cell; {@code earlier} is where it has entered before. */
    synchronized Place add(Cell cell, Waiter waiter, @Nullable Place earlier) {
        Place place = new Place(cell, waiter, earlier);
        place.next = first;
        if (first != null) {
            first.previous = place;
        }
        first = place;
        return place;
    }

    private synchronized void remove(Place place) {
        Place before = place.previous;
        if (before == place) {
            return;
        }
        if (before == null) {
            first = place.next;
        } else {
            before.next = place.next;
        }
        if (place.next != null) {
            place.next.previous = before;
        }
        place.previous = place;
    }

    synchronized boolean isEmpty() {
        return first == null;
    }

    /** Empties the list and wakes everyone who was on it. */
    void wakeAll() {
        Place place = takeAll();
        while (place != null) {
            Place next = place.next; // taken-off places are not changed any more
            place.waiter.wake();
            place = next;
        }
    }

    private synchronized @Nullable Place takeAll() {
        Place all = first;
        for (Place place = all; place != null; place = place.next) {
            place.previous = place;
        }
        first = null;
        return all;
    }
}
