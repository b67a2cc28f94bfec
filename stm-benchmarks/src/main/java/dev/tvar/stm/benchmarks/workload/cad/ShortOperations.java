package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short operations: look-ups in the indexes, and the neighbours of what they find. */
final class ShortOperations {
    private static final int LOOK_UPS = 10;
    private static final int FEW_DATES = Design.DATES / 100;
    private static final int MANY_DATES = Design.DATES / 10;

    private final Design design;

    ShortOperations(Design design) {
        this.design = design;
    }

    /** The work at an atomic part. */
    @FunctionalInterface
    private interface Visit {
        void at(Tx tx, AtomicPart part);
    }

    // ---- atomic parts by id

    /** OP1: reads ten atomic parts. */
    long readParts(Tx tx, Draw draw) {
        long sum = 0;
        for (int i = 0; i < LOOK_UPS; i++) {
            AtomicPart part = design.partsById.get(tx, design.partId(draw));
            if (part != null) {
                sum += part.x.get(tx) + part.y.get(tx);
            }
        }
        return sum;
    }

    private long changeParts(Tx tx, Draw draw, Visit change) {
        for (int i = 0; i < LOOK_UPS; i++) {
            AtomicPart part = design.partsById.get(tx, design.partId(draw));
            if (part != null) {
                change.at(tx, part);
            }
        }
        return 0;
    }

    /** OP9: swaps x and y of ten atomic parts. */
    long swapParts(Tx tx, Draw draw) {
        return changeParts(tx, draw, (t, part) -> part.swap(t));
    }

    /** OP15: changes the build dates of ten atomic parts, and the index with them. */
    long dateParts(Tx tx, Draw draw) {
        return changeParts(tx, draw, (t, part) -> {
            design.partsByDate.remove(t, part.key(t));
            part.date.set(t, Design.date(draw));
            design.partsByDate.put(t, part.key(t), part);
        });
    }

    // ---- atomic parts by date

    private Iterable<AtomicPart> dated(Tx tx, Draw draw, int dates) {
        long from = draw.below(Design.DATES - dates + 1);
        return design.partsByDate.between(tx, AtomicPart.firstKey(from), AtomicPart.firstKey(from + dates));
    }

    private long readDated(Tx tx, Draw draw, int dates) {
        long sum = 0;
        for (AtomicPart part : dated(tx, draw, dates)) {
            sum += part.x.get(tx) + part.y.get(tx);
        }
        return sum;
    }

    /** OP2: reads the atomic parts of a hundredth of all dates. */
    long readFewDates(Tx tx, Draw draw) {
        return readDated(tx, draw, FEW_DATES);
    }

    /** OP3: reads the atomic parts of a tenth of all dates. */
    long readManyDates(Tx tx, Draw draw) {
        return readDated(tx, draw, MANY_DATES);
    }

    /** OP10: swaps x and y of the atomic parts of a hundredth of all dates. */
    long swapFewDates(Tx tx, Draw draw) {
        for (AtomicPart part : dated(tx, draw, FEW_DATES)) {
            part.swap(tx);
        }
        return 0;
    }

    // ---- assemblies

    private @Nullable List<ComplexAssembly> complexSiblings(Tx tx, Draw draw) {
        ComplexAssembly assembly = design.complexById.get(tx, draw.below(design.complexIds));
        return assembly == null || assembly.parent == null ? null : assembly.parent.complex.elements(tx);
    }

    /** OP6: reads a complex assembly and its siblings. */
    long readComplex(Tx tx, Draw draw) {
        List<ComplexAssembly> siblings = complexSiblings(tx, draw);
        long sum = 0;
        for (int i = 0; siblings != null && i < siblings.size(); i++) {
            sum += siblings.get(i).date.get(tx);
        }
        return sum;
    }

    /** OP12: changes their dates. */
    long dateComplex(Tx tx, Draw draw) {
        List<ComplexAssembly> siblings = complexSiblings(tx, draw);
        for (int i = 0; siblings != null && i < siblings.size(); i++) {
            siblings.get(i).date.set(tx, Design.date(draw));
        }
        return 0;
    }

    private @Nullable BaseAssembly base(Tx tx, Draw draw) {
        return design.basesById.get(tx, draw.below(design.baseIds));
    }

    /** OP7: reads a base assembly and its siblings. */
    long readBases(Tx tx, Draw draw) {
        BaseAssembly base = base(tx, draw);
        long sum = 0;
        if (base != null) {
            for (BaseAssembly sibling : base.parent.bases.elements(tx)) {
                sum += sibling.date.get(tx);
            }
        }
        return sum;
    }

    /** OP13: changes their dates. */
    long dateBases(Tx tx, Draw draw) {
        BaseAssembly base = base(tx, draw);
        if (base != null) {
            for (BaseAssembly sibling : base.parent.bases.elements(tx)) {
                sibling.date.set(tx, Design.date(draw));
            }
        }
        return 0;
    }

    /** OP8: reads the composite parts of a base assembly. */
    long readComponents(Tx tx, Draw draw) {
        BaseAssembly base = base(tx, draw);
        long sum = 0;
        if (base != null) {
            for (CompositePart part : base.components.elements(tx)) {
                sum += part.date.get(tx);
            }
        }
        return sum;
    }

    /** OP14: changes their dates. */
    long dateComponents(Tx tx, Draw draw) {
        BaseAssembly base = base(tx, draw);
        if (base != null) {
            for (CompositePart part : base.components.elements(tx)) {
                part.date.set(tx, Design.date(draw));
            }
        }
        return 0;
    }
}
