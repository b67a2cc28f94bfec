package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Guards.program;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Planted;
import dev.tvar.stm.testing.explore.Programs;
import dev.tvar.stm.testing.explore.SnapshotPrograms;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Bugs in snapshots and the clock. */
enum SnapshotBug implements PlantedBug {
    DROP_HISTORY_TOO_EARLY(
            I7,
            Step.KEEP_FOR_SNAPSHOTS,
            "an overwritten value is not kept",
            program(Programs.TRANSFER_AND_AUDITS).andTest("program.ProgramPropertyTest")),
    OVERLOOK_SNAPSHOTS(
            I7, Step.LOOK_FOR_SNAPSHOTS, "a commit does not look for snapshots", program(Programs.TRANSFER_AND_AUDITS)),
    DROP_A_PREVIOUS_VALUE(
            I7,
            Step.MOVE_PREVIOUS,
            "a newer snapshot's value replaces an older snapshot's",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    SAVE_A_VALUE_THAT_NO_SNAPSHOT_SEES(
            I7,
            in("Snapshot.sees").returns(true),
            "the value of a second overwriting replaces that of the first",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    OVERLOOK_A_MOVED_VALUE(
            I7,
            in("Snapshot.savedFor").returnsNull(),
            "a snapshot does not look for moved values",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    FORGET_OLDER_SNAPSHOTS(
            I7,
            in("Snapshots.open").doesNotSet("next"),
            "a snapshot takes the place of older ones in the list",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    NEVER_LEAP(I7, Step.LEAP, "the clock stands still", program(Programs.TRANSFER_AND_AUDITS)),
    RUN_TOO_FAR_AHEAD(
            I7,
            Step.ADVANCE_CLOCK,
            "versions run ahead of the clock without a bound",
            longProgram(Programs.LONG_RUN_AND_SNAPSHOT)),
    COMMIT_BY_AN_OLD_CLOCK(
            I7,
            Step.READ_CLOCK,
            "the clock was read before the locks were held",
            program(Programs.TRANSFER_AND_AUDITS)) {
        @Override
        public Planted omission() {
            Set<Thread> locking = ConcurrentHashMap.newKeySet();
            return (step, cell) -> {
                if (step == Step.LOCK) {
                    locking.add(Thread.currentThread());
                }
                return step == Step.READ_CLOCK && locking.remove(Thread.currentThread());
            };
        }
    },
    LEAVE_SNAPSHOTS_OPEN(
            I8,
            Step.CLOSE_SNAPSHOT,
            "a snapshot stays in the list",
            program(Programs.TRANSFER_AND_AUDITS).andTest("law.HistoryTest"));

    private final Fault fault;

    SnapshotBug(Invariant invariant, Step step, String effect, Guards guards) {
        fault = new Fault(invariant, step, null, effect, guards);
    }

    SnapshotBug(Invariant invariant, Mutant mutant, String effect, Guards guards) {
        fault = new Fault(invariant, null, mutant, effect, guards);
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
