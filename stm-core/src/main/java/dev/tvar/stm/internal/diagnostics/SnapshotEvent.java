package dev.tvar.stm.internal.diagnostics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

/** A snapshot, for the flight recorder. */
@Name("dev.tvar.stm.Snapshot")
@Label("Snapshot")
@Category("TVar STM")
@Description("A snapshot, from its instant to its end")
@Enabled(false) // see Flight
@Threshold("10 ms")
public final class SnapshotEvent extends Event {
    @Label("Kept Values")
    @Description("Values that were overwritten meanwhile and are in its own table; a TLong keeps its last one itself")
    int keptValues;

    SnapshotEvent() {}

    static SnapshotEvent begun() {
        SnapshotEvent event = new SnapshotEvent();
        event.begin();
        return event;
    }

    void end(int kept) {
        end();
        if (shouldCommit()) {
            keptValues = kept;
            commit();
        }
    }
}
