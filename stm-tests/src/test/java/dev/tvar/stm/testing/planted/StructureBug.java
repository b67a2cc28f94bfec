package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.testing.explore.MapPrograms;
import dev.tvar.stm.testing.explore.QueuePrograms;
import dev.tvar.stm.testing.explore.SortedPrograms;
import dev.tvar.stm.testing.explore.SyncPrograms;

/** Bugs in collections and synchronisers: all are mutants, since structures have no steps of their own. */
enum StructureBug implements PlantedBug {
    ACQUIRE_WHAT_IS_NOT_THERE(
            I15,
            in("TSemaphore.claim").call("isAtLeast").returns(true),
            "a semaphore gives away permits that it does not have",
            longProgram(SyncPrograms.A_PERMIT_IS_NEVER_HELD_TWICE)),
    LOOK_IN_THE_LEAF_ALONE(
            I15,
            in("HashTable.isElsewhere").returns(false),
            "an entry is not found before its leaf is written, nor after its variable is spread",
            longProgram(MapPrograms.NO_CHANGE_IS_LOST_WHEN_A_MAP_IS_SPREAD)),
    LOSE_WHAT_IS_SPREAD(
            I15,
            in("Parts.write").call("set").isOmitted(),
            "the entries of a variable that is spread are not written to the leaves",
            longProgram(MapPrograms.NO_CHANGE_IS_LOST_WHEN_A_MAP_IS_SPREAD)),
    COUNT_NO_LATE_LEAF(
            I15,
            in("Branch.countLateLeaf").doesNothing(),
            "an entry in a new leaf conflicts with no reader of the size",
            longProgram(MapPrograms.A_SIZE_COUNTS_ENTRIES_IN_NEW_LEAVES)),
    OVERLOOK_LATE_LEAVES(
            I15,
            in("Branch.dependOnLateLeaves").doesNothing(),
            "a reader of the size does not depend on new leaves",
            longProgram(MapPrograms.A_SIZE_COUNTS_ENTRIES_IN_NEW_LEAVES)),
    LARGE_TREES_ARE_NOT_SPREAD(
            I15,
            in("SortedEntries.spread").doesNothing(),
            "distant keys of a large sorted map conflict",
            longProgram(SortedPrograms.DISTANT_KEYS_DO_NOT_CONFLICT)),
    OVERLOOK_COLLISIONS(
            I15,
            in("Spreading.collidesTooOften").returns(false),
            "a small sorted map whose writers collide stays one variable",
            longProgram(SortedPrograms.A_SMALL_MAP_WHOSE_WRITERS_COLLIDE_IS_SPREAD)),
    TRUST_THE_INDEX(
            I15,
            in("Leaves.find").call("compare").returns(-1),
            "a search ends at the leaf that the index names, also if that leaf has been divided",
            longProgram(SortedPrograms.NO_CHANGE_IS_LOST_WHEN_A_LEAF_IS_DIVIDED)),
    EMPTY_LEAF_STAYS(
            I15,
            in("Leaf.remove").doesNothing(),
            "searches that begin at a leaf without keys find what was removed",
            longProgram(SortedPrograms.A_LEAF_SPLITS_WHILE_THE_NEXT_ONE_VANISHES)),
    FORGET_THE_END(
            I15,
            in("TransactionalQueue.takeOrNull").call("isClosed").returns(false),
            "a taker does not depend on the end of the queue, and waits after it",
            longProgram(QueuePrograms.A_CLOSED_QUEUE_ENDS_ITS_CONSUMER)),
    ACCEPT_AFTER_THE_END(
            I15,
            in("TQueue.offer").call("isClosed").returns(false),
            "an element is put behind the end of a queue, where none is taken",
            longProgram(QueuePrograms.A_PUT_IS_TAKEN_OR_REFUSED)),
    OPEN_A_CLOSED_END(
            I15,
            in("TDeque.pollFirst").call("replacedBy").returnsArgument(0),
            "a take at the front of a closed deque does not hand on the mark of the end",
            longProgram(QueuePrograms.A_CLOSED_DEQUE_REFUSES_AT_BOTH_ENDS));

    private final Fault fault;

    StructureBug(Invariant invariant, Mutant mutant, String effect, Guards guards) {
        fault = new Fault(invariant, null, mutant, effect, guards);
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
