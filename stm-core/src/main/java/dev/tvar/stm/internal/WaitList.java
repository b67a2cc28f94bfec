package dev.tvar.stm.internal;

import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one cell: a doubly linked list, so that one of 100,000 can leave in constant time. Guarded by its
 * monitor, which is held for a few instructions and never while a cell is locked.
 */
final class WaitList {
    /** One waiter's place in one list. */
    static final class Place {
        final Waiter waiter;
        private @Nullable Place previous;
        private @Nullable Place next;
        private boolean linked = true;

        private Place(Waiter waiter) {
            this.waiter = waiter;
        }
    }

    private @Nullable Place first;

    synchronized Place add(Waiter waiter) {
        Place place = new Place(waiter);
        place.next = first;
        if (first != null) {
            first.previous = place;
        }
        first = place;
        return place;
    }

    /** Takes a place off the list, unless a wake-up has done so already. */
    synchronized void remove(Place place) {
        if (!place.linked) {
            return;
        }
        place.linked = false;
        if (place.previous == null) {
            first = place.next;
        } else {
            place.previous.next = place.next;
        }
        if (place.next != null) {
            place.next.previous = place.previous;
        }
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
            place.linked = false;
        }
        first = null;
        return all;
    }
}
