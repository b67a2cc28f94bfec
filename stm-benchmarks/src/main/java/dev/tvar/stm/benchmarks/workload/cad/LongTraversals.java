package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;

/** Traversals of the whole design. They return what all x and y have gained: 0 if they see one instant. */
final class LongTraversals {
    private final Design design;

    LongTraversals(Design design) {
        this.design = design;
    }

    /** T1: walks all assemblies, and the graph of each composite part as often as it is used. */
    long walk(Tx tx, Draw draw) {
        return under(tx, design.root);
    }

    private static long under(Tx tx, ComplexAssembly assembly) {
        long gained = 0;
        for (ComplexAssembly below : assembly.complex.elements(tx)) {
            gained += under(tx, below);
        }
        for (BaseAssembly base : assembly.bases.elements(tx)) {
            for (CompositePart part : base.components.elements(tx)) {
                gained += part.walk(tx, (t, atomic) -> Math.abs(atomic.deviation(t)));
            }
        }
        return gained;
    }

    /** Q7: reads all atomic parts, in the order of the index by date. */
    long readAll(Tx tx, Draw draw) {
        long gained = 0;
        long end = AtomicPart.firstKey(Design.DATES);
        for (AtomicPart part : design.partsByDate.between(tx, AtomicPart.firstKey(0), end)) {
            gained += Math.abs(part.deviation(tx));
        }
        return gained;
    }
}
