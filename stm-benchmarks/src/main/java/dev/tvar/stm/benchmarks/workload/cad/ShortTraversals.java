package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space.Table;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Short traversals: down the tree of assemblies to one part, or up from one part. */
final class ShortTraversals {
    private static final int TITLES = 100;

    private final Design design;

    ShortTraversals(Design design) {
        this.design = design;
    }

    private @Nullable AtomicPart descend(Tx tx, Draw draw) {
        CompositePart whole = design.descend(tx, draw);
        return whole == null ? null : Design.any(whole.parts.elements(tx), draw);
    }

    /** ST1: reads an atomic part. */
    long readPart(Tx tx, Draw draw) {
        AtomicPart part = descend(tx, draw);
        return part == null ? 0 : part.x.get(tx) + part.y.get(tx);
    }

    /** ST6: swaps x and y of an atomic part. */
    long swapPart(Tx tx, Draw draw) {
        AtomicPart part = descend(tx, draw);
        if (part != null) {
            part.swap(tx);
        }
        return 0;
    }

    /** ST2: searches a document. */
    long readText(Tx tx, Draw draw) {
        CompositePart part = design.descend(tx, draw);
        return part == null
                ? 0
                : part.text.get(tx).chars().filter(c -> c == 'I').count();
    }

    /** ST7: edits a document. */
    long editText(Tx tx, Draw draw) {
        CompositePart part = design.descend(tx, draw);
        if (part != null) {
            String text = part.text.get(tx);
            part.text.set(
                    tx, text.contains("I am") ? text.replace("I am", "This is") : text.replace("This is", "I am"));
        }
        return 0;
    }

    /** The work at a complex assembly. */
    @FunctionalInterface
    private interface Visit {
        long at(Tx tx, ComplexAssembly assembly);
    }

    /** Visits all complex assemblies above the users of a random part, each once. */
    private long climb(Tx tx, Draw draw, Visit visit) {
        AtomicPart part = design.partsById.get(tx, design.partId(draw));
        if (part == null) {
            return 0;
        }
        BitSet seen = new BitSet(design.complexIds);
        long sum = 0;
        for (BaseAssembly base : part.whole.usedIn.elements(tx)) {
            ComplexAssembly at = base.parent;
            while (at != null && !seen.get(at.id)) {
                seen.set(at.id);
                sum += visit.at(tx, at);
                at = at.parent;
            }
        }
        return sum;
    }

    /** ST3: climbs from an atomic part to the root. */
    long readUsers(Tx tx, Draw draw) {
        return climb(tx, draw, (t, assembly) -> assembly.date.get(t));
    }

    /** ST8: climbs and changes the dates. */
    long dateUsers(Tx tx, Draw draw) {
        return climb(tx, draw, (t, assembly) -> {
            assembly.date.set(t, Design.date(draw));
            return 1;
        });
    }

    /** ST4: looks up some documents by title, and the base assemblies that use their parts. */
    long readTitles(Tx tx, Draw draw) {
        Table<String, CompositePart> titles = design.compositesByTitle;
        long sum = 0;
        for (int i = 0; i < TITLES; i++) {
            CompositePart part = titles.get(tx, design.titles[draw.below(design.compositeIds)]);
            if (part != null) {
                for (BaseAssembly base : part.usedIn.elements(tx)) {
                    sum += base.date.get(tx);
                }
            }
        }
        return sum;
    }

    /** ST9: walks a graph. */
    long readGraph(Tx tx, Draw draw) {
        CompositePart part = design.descend(tx, draw);
        return part == null ? 0 : part.walk(tx, (t, atomic) -> atomic.x.get(t) + atomic.y.get(t));
    }

    /** ST10: walks a graph and swaps x and y of all its parts. */
    long swapGraph(Tx tx, Draw draw) {
        CompositePart part = design.descend(tx, draw);
        return part == null
                ? 0
                : part.walk(tx, (t, atomic) -> {
                    atomic.swap(t);
                    return 1;
                });
    }
}
