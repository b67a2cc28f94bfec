package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.Bag;
import dev.tvar.stm.benchmarks.engine.Space.LongVariable;
import dev.tvar.stm.benchmarks.workload.Draw;

/** A leaf of the tree of assemblies; it uses composite parts. */
final class BaseAssembly {
    /** The most composite parts that it uses. */
    static final int MOST_COMPONENTS = 3;

    final Integer id;
    final ComplexAssembly parent;
    final LongVariable date;
    final Bag<CompositePart> components;

    BaseAssembly(Space space, Integer id, ComplexAssembly parent, Draw draw) {
        this.id = id;
        this.parent = parent;
        date = space.number(Design.date(draw));
        components = space.bag();
    }
}
