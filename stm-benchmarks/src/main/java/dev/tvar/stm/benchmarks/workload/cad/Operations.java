package dev.tvar.stm.benchmarks.workload.cad;

import static dev.tvar.stm.benchmarks.workload.cad.Design.BASES;
import static dev.tvar.stm.benchmarks.workload.cad.Design.COMPLEX;
import static dev.tvar.stm.benchmarks.workload.cad.Design.COMPOSITES;
import static dev.tvar.stm.benchmarks.workload.cad.Design.DOCUMENTS;
import static dev.tvar.stm.benchmarks.workload.cad.Design.PARTS;
import static dev.tvar.stm.benchmarks.workload.cad.Design.STRUCTURE;

import dev.tvar.stm.benchmarks.engine.Access;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.List;
import java.util.stream.Stream;

/** All operations on a design, with what each reads and writes, in groups of equally frequent ones. */
final class Operations {
    private static final int PERCENT = 100;

    /** The shares of short traversals and of structural changes; the rest are short operations. As published, without long traversals. */
    private static final int TRAVERSALS = 42;

    private static final int STRUCTURAL = 11;

    /** The share of structural changes that add: more objects exist than not. */
    private static final int GROWING = 80;

    private static final Access LOOKING = Access.reading(STRUCTURE);
    private static final Access DESCENT = Access.reading(COMPLEX).andReading(STRUCTURE, BASES, COMPOSITES);
    private static final Access CHANGE = Access.writing(STRUCTURE);

    final List<Operation> traversals;
    final List<Operation> updatingTraversals;
    final List<Operation> reads;
    final List<Operation> updates;
    final List<Operation> growing;
    final List<Operation> shrinking;

    /** Long traversals. */
    final List<Operation> longTraversals;

    /** The work of an operation. */
    @FunctionalInterface
    interface Work {
        long run(Tx tx, Draw draw);
    }

    /** An operation; structural ones return how many elements they added. */
    record Operation(Access access, Work work) {
        boolean isStructural() {
            return access == CHANGE;
        }
    }

    Operations(Design design) {
        ShortTraversals shortOnes = new ShortTraversals(design);
        Access climb = Access.reading(STRUCTURE, PARTS, COMPOSITES, BASES);
        traversals = List.of(
                new Operation(DESCENT.andReading(PARTS), shortOnes::readPart),
                new Operation(DESCENT.andReading(DOCUMENTS), shortOnes::readText),
                new Operation(climb.andReading(COMPLEX), shortOnes::readUsers),
                new Operation(Access.reading(STRUCTURE, DOCUMENTS, COMPOSITES, BASES), shortOnes::readTitles),
                new Operation(DESCENT.andReading(PARTS), shortOnes::readGraph));
        updatingTraversals = List.of(
                new Operation(DESCENT.andWriting(PARTS), shortOnes::swapPart),
                new Operation(DESCENT.andWriting(DOCUMENTS), shortOnes::editText),
                new Operation(climb.andWriting(COMPLEX), shortOnes::dateUsers),
                new Operation(DESCENT.andWriting(PARTS), shortOnes::swapGraph));
        ShortOperations few = new ShortOperations(design);
        reads = List.of(
                new Operation(LOOKING.andReading(PARTS), few::readParts),
                new Operation(LOOKING.andReading(PARTS), few::readFewDates),
                new Operation(LOOKING.andReading(PARTS), few::readManyDates),
                new Operation(LOOKING.andReading(COMPLEX), few::readComplex),
                new Operation(LOOKING.andReading(BASES), few::readBases),
                new Operation(LOOKING.andReading(BASES, COMPOSITES), few::readComponents));
        updates = List.of(
                new Operation(LOOKING.andWriting(PARTS), few::swapParts),
                new Operation(LOOKING.andWriting(PARTS), few::dateParts),
                new Operation(LOOKING.andWriting(PARTS), few::swapFewDates),
                new Operation(LOOKING.andWriting(COMPLEX), few::dateComplex),
                new Operation(LOOKING.andWriting(BASES), few::dateBases),
                new Operation(LOOKING.andReading(BASES).andWriting(COMPOSITES), few::dateComponents));
        Structure structure = new Structure(design);
        growing = changes(structure::create, structure::addPart, structure::connect, structure::link, structure::add);
        shrinking = changes(
                structure::delete, structure::removePart, structure::disconnect, structure::unlink, structure::remove);
        LongTraversals all = new LongTraversals(design);
        longTraversals = List.of(
                new Operation(DESCENT.andReading(PARTS), all::walk),
                new Operation(LOOKING.andReading(PARTS), all::readAll));
    }

    private static List<Operation> changes(Work... works) {
        return Stream.of(works).map(work -> new Operation(CHANGE, work)).toList();
    }

    /**
     * Draws an operation.
     *
     * @param updating the percentage of operations that update
     */
    Operation draw(Draw draw, int updating) {
        long drawn = draw.next();
        boolean update = Draw.upper(drawn, PERCENT) < updating;
        int kind = Draw.lower(drawn, PERCENT);
        if (update && kind < STRUCTURAL) {
            return one(draw.below(PERCENT) < GROWING ? growing : shrinking, draw);
        }
        if (kind < STRUCTURAL + TRAVERSALS) {
            return one(update ? updatingTraversals : traversals, draw);
        }
        return one(update ? updates : reads, draw);
    }

    private static Operation one(List<Operation> group, Draw draw) {
        return group.get(draw.below(group.size()));
    }
}
