package dev.tvar.stm.internal;

import dev.tvar.stm.internal.WaitList.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a change of several cells: its wake-up flag, and its places in their wait lists. */
final class WaitNode {
    private final Thread thread = Thread.currentThread();
    private final boolean handsOn;
    private volatile boolean woken;

    /** The place taken last, linked to the earlier ones. */
    private @Nullable Place places;

    /**
     * A node of the calling thread.
     *
     * @param handsOn whether this waiter is certain to wake others once it is awake: true for a platform thread,
     *     whatever runs on the processors
     */
    WaitNode(boolean handsOn) {
        this.handsOn = handsOn;
    }

    /** Enters the list of a cell. */
    void enter(Cell cell) {
        Seam.goes(Step.REGISTER, cell);
        places = cell.waiters().add(cell, this, places);
    }

    /** Leaves all lists. */
    void deregister() {
        for (Place place = places; place != null; place = place.earlier) {
            if (Seam.goes(Step.DEREGISTER, null)) {
                place.leave();
            }
        }
    }

    void wake() {
        if (Seam.goes(Step.TELL_WAITER, null)) {
            woken = true;
        }
        if (Seam.goes(Step.UNPARK, null)) {
            Seam.wakeUp(thread);
        }
    }

    boolean handsOn() {
        return handsOn;
    }

    boolean isWoken() {
        Seam.goes(Step.LOOK_FOR_WAKE_UP, null);
        return woken;
    }

    /** Whether the wake-up has arrived; for the spin before parking, and not a step of the engine. */
    boolean wasToldToWake() {
        return woken;
    }

    /**
     * Returns the first cells whose lists this has entered, and then "..." if there are more. For diagnostics: called by
     * any thread, normally while the waiter sleeps and its places do not change; at other times some may be missing.
     */
    List<?> cells(int atMost) {
        Set<Object> cells = new LinkedHashSet<>();
        for (Place place = places; place != null; place = place.earlier) {
            cells.add(place.cell);
        }
        List<Object> first = new ArrayList<>(cells);
        Collections.reverse(first);
        if (first.size() > atMost) {
            first.subList(atMost, first.size()).clear();
            first.add("...");
        }
        return first;
    }
}
