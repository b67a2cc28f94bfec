package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.testing.explore.SyncPrograms;

/** Bugs in collections and synchronisers: all are mutants, since structures have no steps of their own. */
enum StructureBug implements PlantedBug {
    ACQUIRE_WHAT_IS_NOT_THERE(
            I15,
            in("TSemaphore.claim").call("isAtLeast").returns(true),
            "a semaphore gives away permits that it does not have",
            longProgram(SyncPrograms.A_PERMIT_IS_NEVER_HELD_TWICE));

    private final Fault fault;

    StructureBug(Invariant invariant, Mutant mutant, String effect, Guards guards) {
        fault = new Fault(invariant, null, mutant, effect, guards);
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
