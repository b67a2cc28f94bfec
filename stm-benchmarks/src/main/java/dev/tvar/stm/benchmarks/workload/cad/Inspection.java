package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Access;
import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Invariant;
import java.util.Iterator;

/** The laws of a design, checked while no thread works; each of them fails with a message of its own. */
final class Inspection {
    private static final Access EVERYTHING = Access.reading(Design.STRUCTURE);

    private final Design design;

    Inspection(Design design) {
        this.design = design;
    }

    /** The work at a composite part. */
    private interface Visit {
        long at(Tx tx, CompositePart part);
    }

    private long forEachComposite(Visit visit) {
        return design.space.run(EVERYTHING, tx -> {
            long sum = 0;
            for (int id = 0; id < design.compositeIds; id++) {
                CompositePart part = design.compositesById.get(tx, id);
                sum += part == null ? 0 : visit.at(tx, part);
            }
            return sum;
        });
    }

    private long inTransaction(Space.Body figure) {
        return design.space.run(EVERYTHING, figure);
    }

    private static String name(String what, CompositePart part) {
        return "%s of composite part %d".formatted(what, part.id);
    }

    /** The indexes by id and title contain what exists, and nothing else. */
    void indexesAgreeWithTheGraph() {
        long parts = forEachComposite((tx, whole) -> {
            CompositePart titled = design.compositesByTitle.get(tx, whole.title);
            Invariant.check(name("index by title", whole), 1, titled == whole ? 1 : 0);
            for (AtomicPart part : whole.parts.elements(tx)) {
                AtomicPart found = design.partsById.get(tx, part.id);
                Invariant.check(name("index by id, atomic parts", whole), 1, found == part ? 1 : 0);
            }
            return whole.parts.elements(tx).size();
        });
        Invariant.check("index by id, size", parts, inTransaction(design.partsById::size));
        Invariant.check(
                "index by title, size",
                inTransaction(design.compositesById::size),
                inTransaction(design.compositesByTitle::size));
    }

    /** The index by date contains each atomic part once, under its date. */
    void datesAgreeWithTheGraph() {
        long end = AtomicPart.firstKey(Design.DATES);
        long dated = inTransaction(tx -> {
            long before = -1;
            long count = 0;
            Iterator<AtomicPart> all =
                    design.partsByDate.between(tx, AtomicPart.firstKey(0), end).iterator();
            for (; all.hasNext(); count++) {
                AtomicPart part = all.next();
                Invariant.check("index by date, order", 1, part.key(tx) > before ? 1 : 0);
                Invariant.check(
                        "index by date, existing parts",
                        1,
                        part.whole.parts.elements(tx).contains(part) ? 1 : 0);
                before = part.key(tx);
            }
            return count;
        });
        Invariant.check("index by date, size", inTransaction(design.partsById::size), dated);
    }

    /** The root of each composite part reaches all its atomic parts. */
    void graphsAreConnected() {
        forEachComposite((tx, whole) -> {
            long reached = whole.walk(tx, (t, part) -> 1);
            Invariant.check(
                    name("reached atomic parts", whole),
                    whole.parts.elements(tx).size(),
                    reached);
            return 0;
        });
    }

    /** Both ends of a connection list it. */
    void connectionsHaveTwoEnds() {
        forEachComposite((tx, whole) -> {
            for (AtomicPart part : whole.parts.elements(tx)) {
                for (Connection out : part.to.elements(tx)) {
                    boolean both = out.from == part && out.to.from.elements(tx).contains(out);
                    Invariant.check(name("ends of an outgoing connection", whole), 2, both ? 2 : 1);
                }
                for (Connection in : part.from.elements(tx)) {
                    boolean both = in.to == part && in.from.to.elements(tx).contains(in);
                    Invariant.check(name("ends of an incoming connection", whole), 2, both ? 2 : 1);
                }
            }
            return 0;
        });
    }

    /** x + y of an atomic part stays as it was. */
    void sumsArePreserved() {
        forEachComposite((tx, whole) -> {
            for (AtomicPart part : whole.parts.elements(tx)) {
                Invariant.check(name("x + y of an atomic part", whole), part.sum, part.sum + part.deviation(tx));
            }
            return 0;
        });
    }

    /** A base assembly uses a composite part exactly if the part lists it as its user; and all base assemblies are indexed. */
    void usesAgree() {
        long users = forEachComposite((tx, whole) -> {
            for (BaseAssembly base : whole.usedIn.elements(tx)) {
                Invariant.check(
                        name("uses by a base assembly", whole),
                        1,
                        base.components.elements(tx).contains(whole) ? 1 : 0);
            }
            return whole.usedIn.elements(tx).size();
        });
        Invariant.check("uses of composite parts", users, inTransaction(tx -> uses(tx, true)));
        Invariant.check("base assemblies", inTransaction(design.basesById::size), inTransaction(tx -> uses(tx, false)));
    }

    /** The number of base assemblies in the tree, or of their components. */
    private long uses(Tx tx, boolean components) {
        long sum = 0;
        for (ComplexAssembly parent : design.lowest) {
            for (BaseAssembly base : parent.bases.elements(tx)) {
                sum += components ? base.components.elements(tx).size() : 1;
            }
        }
        return sum;
    }

    /**
     * No element is lost.
     *
     * @param added what the threads counted
     */
    void elementsAddUp(long added) {
        long inComposites = forEachComposite((tx, whole) -> {
            long sum = 1;
            for (AtomicPart part : whole.parts.elements(tx)) {
                sum += 1 + part.to.elements(tx).size();
            }
            return sum;
        });
        long inTree = inTransaction(tx -> uses(tx, true) + uses(tx, false));
        Invariant.check("elements of the design", design.elements + added, inComposites + inTree);
    }

    /** All laws. */
    void check(long added) {
        indexesAgreeWithTheGraph();
        datesAgreeWithTheGraph();
        graphsAreConnected();
        connectionsHaveTwoEnds();
        sumsArePreserved();
        usesAgree();
        elementsAddUp(added);
    }
}
