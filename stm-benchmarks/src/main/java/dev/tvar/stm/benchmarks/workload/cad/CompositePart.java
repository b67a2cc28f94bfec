package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.Bag;
import dev.tvar.stm.benchmarks.engine.Space.LongVariable;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.engine.Space.Variable;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.List;

/** A part that base assemblies use: a graph of atomic parts, and a document. */
final class CompositePart {
    final Integer id;

    /** The title of the document. */
    final String title;

    /** Its text. */
    final Variable<String> text;

    final LongVariable date;

    /** The atomic part in slot 0, which stays. */
    final AtomicPart root;

    final Bag<AtomicPart> parts;
    final Bag<BaseAssembly> usedIn;

    CompositePart(Space space, Integer id, String title, Draw draw) {
        this.id = id;
        this.title = title;
        text = space.variable("I am the document of " + title + ". I am its second sentence. I am its last one.");
        date = space.number(Design.date(draw));
        parts = space.bag();
        usedIn = space.bag();
        root = new AtomicPart(space, this, 0, draw);
    }

    /** The work at a node of the graph. */
    @FunctionalInterface
    interface Visit {
        long at(Tx tx, AtomicPart part);
    }

    /** Visits the atomic parts that the root reaches, each once; returns the sum of the results. */
    long walk(Tx tx, Visit visit) {
        AtomicPart[] open = new AtomicPart[AtomicPart.SLOTS];
        open[0] = root;
        int count = 1;
        int seen = 1 << root.slot;
        long sum = 0;
        while (count > 0) {
            AtomicPart part = open[--count];
            sum += visit.at(tx, part);
            List<Connection> next = part.to.elements(tx);
            for (int i = 0; i < next.size(); i++) {
                AtomicPart other = next.get(i).to;
                if ((seen & 1 << other.slot) == 0) {
                    seen |= 1 << other.slot;
                    open[count++] = other;
                }
            }
        }
        return sum;
    }
}
