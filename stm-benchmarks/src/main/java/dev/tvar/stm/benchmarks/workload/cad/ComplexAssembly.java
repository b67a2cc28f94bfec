package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.Bag;
import dev.tvar.stm.benchmarks.engine.Space.LongVariable;
import dev.tvar.stm.benchmarks.workload.Draw;
import org.jspecify.annotations.Nullable;

/** An inner node of the tree of assemblies. */
final class ComplexAssembly {
    final Integer id;

    /** Null in the root. */
    final @Nullable ComplexAssembly parent;

    final LongVariable date;

    /** The complex assemblies below it; none on the lowest level. */
    final Bag<ComplexAssembly> complex;

    /** The base assemblies below it, on the lowest level only. */
    final Bag<BaseAssembly> bases;

    ComplexAssembly(Space space, Integer id, @Nullable ComplexAssembly parent, Draw draw) {
        this.id = id;
        this.parent = parent;
        date = space.number(Design.date(draw));
        complex = space.bag();
        bases = space.bag();
    }
}
