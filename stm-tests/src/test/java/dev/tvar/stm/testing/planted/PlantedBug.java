package dev.tvar.stm.testing.planted;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Planted;
import java.util.List;
import java.util.stream.Stream;

/**
 * A planted bug. Each makes one line of the library wrong: it leaves out a step on shared memory, through the seam, or
 * changes a decision between two steps, by a {@link Mutant}. It names the invariant that breaks and the tests that must
 * fail: the explorer wherever it can detect the bug, else a law test in a JVM of its own. A test requires a bug for every
 * step, except steps without which nothing would work at all.
 *
 * <p>To add one: a constant in the enum of its subject; its name in the row of its invariant in {@code
 * docs/verification.md}; and its rows in the two tables there, from {@code target/planted-bugs.md} and {@code
 * target/planted-bug-seeds.md} of a run.
 */
interface PlantedBug {
    /** All of them, in the order of the tables. */
    static List<PlantedBug> all() {
        return Stream.<PlantedBug[]>of(
                        CommitBug.values(),
                        WaitBug.values(),
                        SnapshotBug.values(),
                        TransactionBug.values(),
                        StructureBug.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** The bug with this name. */
    static PlantedBug named(String name) {
        return all().stream()
                .filter(bug -> bug.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no planted bug has the name " + name));
    }

    String name();

    Fault fault();

    default Invariant invariant() {
        return fault().invariant();
    }

    default Guards guards() {
        return fault().guards();
    }

    /** What is changed in the byte code of the library: nothing if the bug leaves out a step. */
    default Mutant mutant() {
        Mutant mutant = fault().mutant();
        return mutant == null ? Mutant.none() : mutant;
    }

    /** The steps to leave out, for one schedule or one JVM: none if the bug is a mutant. */
    default Planted omission() {
        Step omitted = fault().step();
        return (next, cell) -> next == omitted;
    }

    /** Where the bug is planted: the name of the step that is left out, or the mutant. */
    default String place() {
        Step omitted = fault().step();
        return omitted == null ? mutant().toString() : "step `" + omitted + "` is left out";
    }
}
