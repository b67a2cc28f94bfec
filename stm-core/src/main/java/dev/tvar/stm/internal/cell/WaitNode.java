package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.cell.WaitList.Place;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a change of several cells: its wake-up flag, and its places in their wait lists. */
public final class WaitNode {
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
    public WaitNode(boolean handsOn) {
        this.handsOn = handsOn;
    }

    /** Enters the list of a cell. */
    public void enter(Object cell, WaitList list) {
        Seam.goes(Step.REGISTER, cell);
        places = list.add(cell, this, places);
    }

    /** Leaves all lists. */
    public void deregister() {
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

    public boolean isWoken() {
        Seam.goes(Step.LOOK_FOR_WAKE_UP, null);
        return woken;
    }

    /** Whether the wake-up has arrived; for the spin before parking, and not a step of the engine. */
    public boolean wasToldToWake() {
        return woken;
    }

    /**
     * Returns the first cells whose lists this has entered, and then "..." if there are more. For diagnostics: called by
     * any thread, normally while the waiter sleeps and its places do not change; at other times some may be missing.
     */
    public List<?> cells(int atMost) {
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
