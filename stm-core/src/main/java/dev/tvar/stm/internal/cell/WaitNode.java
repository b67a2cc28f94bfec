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

/** A waiter for a change of several cells, with its places in their wait lists: a thread that sleeps, or a callback. */
public abstract sealed class WaitNode permits Sleeper, Callback {
    /** The number of variables that messages and diagnostics name; "..." stands for the others. */
    public static final int NAMED = 8;

    /** The place taken last, linked to the earlier ones. */
    private @Nullable Place places;

    WaitNode() {}

    /** Enters the list of a cell. */
    public final void enter(Object cell, WaitList list) {
        Seam.goes(Step.REGISTER, cell);
        places = list.add(cell, this, places);
    }

    /** Leaves all lists. */
    public final void deregister() {
        for (Place place = places; place != null; place = place.earlier) {
            if (Seam.goes(Step.DEREGISTER, null)) {
                place.leave();
            }
        }
    }

    /** Notifies the waiter of a change; called by any thread, while it holds no lock of a cell or list. */
    abstract void wake();

    /** Whether this waiter, once it is awake, is certain to wake others, whatever runs on the processors. */
    abstract boolean handsOn();

    /**
     * Returns the first cells whose lists this has entered, {@link #NAMED} of them, and then "..." if there are more. For
     * diagnostics: called by any thread, normally while the waiter sleeps and its places do not change; at other times some
     * may be missing.
     */
    final List<?> cells() {
        Set<Object> cells = new LinkedHashSet<>();
        for (Place place = places; place != null; place = place.earlier) {
            cells.add(place.cell);
        }
        List<Object> first = new ArrayList<>(cells);
        Collections.reverse(first);
        if (first.size() > NAMED) {
            first.subList(NAMED, first.size()).clear();
            first.add("...");
        }
        return first;
    }
}
