package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the structure. Each returns how many elements it added, less those that it removed: composite parts, atomic
 * parts, connections, base assemblies and their uses of parts. It returns 0 if the drawn objects do not exist or have no room.
 */
final class Structure {
    private static final int FIRST_PARTS = 20;
    private static final int MOST_PARTS = 24;
    private static final int LEAST_PARTS = 8;
    private static final int FIRST_CONNECTIONS = 3;
    private static final int MOST_CONNECTIONS = 4;

    private final Design design;

    Structure(Design design) {
        this.design = design;
    }

    // ---- composite parts

    /** SM1: creates a composite part with its graph and document. */
    long create(Tx tx, Draw draw) {
        return create(tx, draw.below(design.compositeIds), draw);
    }

    long create(Tx tx, Integer id, Draw draw) {
        if (design.compositesById.get(tx, id) != null) {
            return 0;
        }
        CompositePart made = new CompositePart(design.space, id, design.titles[id], draw);
        design.compositesById.put(tx, id, made);
        design.compositesByTitle.put(tx, made.title, made);
        List<AtomicPart> ring = new ArrayList<>();
        ring.add(made.root);
        for (int slot = 1; slot < FIRST_PARTS; slot++) {
            ring.add(new AtomicPart(design.space, made, slot, draw));
        }
        for (int i = 0; i < FIRST_PARTS; i++) {
            enter(tx, ring.get(i));
            connect(tx, ring.get(i), ring.get((i + 1) % FIRST_PARTS), true);
            for (int j = 1; j < FIRST_CONNECTIONS; j++) {
                connect(tx, ring.get(i), ring.get((i + 1 + draw.below(FIRST_PARTS - 1)) % FIRST_PARTS), false);
            }
        }
        return 1 + FIRST_PARTS * (1 + FIRST_CONNECTIONS);
    }

    /** SM2: deletes a composite part. */
    long delete(Tx tx, Draw draw) {
        Integer id = draw.below(design.compositeIds);
        CompositePart part = design.compositesById.get(tx, id);
        if (part == null) {
            return 0;
        }
        long removed = 1;
        for (BaseAssembly base : part.usedIn.elements(tx)) {
            base.components.remove(tx, part);
            removed++;
        }
        for (AtomicPart atomic : part.parts.elements(tx)) {
            removed += 1 + atomic.to.elements(tx).size();
            design.partsById.remove(tx, atomic.id);
            design.partsByDate.remove(tx, atomic.key(tx));
        }
        design.compositesById.remove(tx, id);
        design.compositesByTitle.remove(tx, part.title);
        return -removed;
    }

    // ---- atomic parts and connections

    private void enter(Tx tx, AtomicPart part) {
        part.whole.parts.add(tx, part);
        design.partsById.put(tx, part.id, part);
        design.partsByDate.put(tx, part.key(tx), part);
    }

    private static void connect(Tx tx, AtomicPart from, AtomicPart to, boolean inRing) {
        Connection connection = new Connection(from, to, inRing);
        from.to.add(tx, connection);
        to.from.add(tx, connection);
    }

    private static void disconnect(Tx tx, Connection connection) {
        connection.from.to.remove(tx, connection);
        connection.to.from.remove(tx, connection);
    }

    private @Nullable CompositePart composite(Tx tx, Draw draw) {
        return design.compositesById.get(tx, draw.below(design.compositeIds));
    }

    private static Connection inRing(List<Connection> connections) {
        return connections.stream()
                .filter(connection -> connection.inRing)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("LAW BROKEN: an atomic part has left the ring"));
    }

    /** Puts an atomic part into the ring of a graph. */
    long addPart(Tx tx, Draw draw) {
        CompositePart whole = composite(tx, draw);
        if (whole == null || whole.parts.elements(tx).size() >= MOST_PARTS) {
            return 0;
        }
        int used = 0;
        for (AtomicPart part : whole.parts.elements(tx)) {
            used |= 1 << part.slot;
        }
        AtomicPart made = new AtomicPart(design.space, whole, Integer.numberOfTrailingZeros(~used), draw);
        Connection cut = inRing(whole.root.to.elements(tx));
        disconnect(tx, cut);
        connect(tx, whole.root, made, true);
        connect(tx, made, cut.to, true);
        enter(tx, made);
        return 2;
    }

    /** Takes an atomic part out of the ring of a graph. */
    long removePart(Tx tx, Draw draw) {
        CompositePart whole = composite(tx, draw);
        if (whole == null || whole.parts.elements(tx).size() <= LEAST_PARTS) {
            return 0;
        }
        AtomicPart part = Design.any(whole.parts.elements(tx), draw);
        if (part == null || part == whole.root) {
            return 0;
        }
        AtomicPart before = inRing(part.from.elements(tx)).from;
        AtomicPart after = inRing(part.to.elements(tx)).to;
        List<Connection> connections = new ArrayList<>(part.to.elements(tx));
        connections.addAll(part.from.elements(tx));
        connections.forEach(connection -> disconnect(tx, connection));
        connect(tx, before, after, true);
        whole.parts.remove(tx, part);
        design.partsById.remove(tx, part.id);
        design.partsByDate.remove(tx, part.key(tx));
        return -connections.size();
    }

    /** Connects two atomic parts. */
    long connect(Tx tx, Draw draw) {
        CompositePart whole = composite(tx, draw);
        if (whole == null) {
            return 0;
        }
        AtomicPart from = Design.any(whole.parts.elements(tx), draw);
        AtomicPart to = Design.any(whole.parts.elements(tx), draw);
        if (from == null || to == null || from == to || from.to.elements(tx).size() >= MOST_CONNECTIONS) {
            return 0;
        }
        connect(tx, from, to, false);
        return 1;
    }

    /** Removes a connection outside the ring. */
    long disconnect(Tx tx, Draw draw) {
        CompositePart whole = composite(tx, draw);
        AtomicPart from = whole == null ? null : Design.any(whole.parts.elements(tx), draw);
        Connection connection = from == null ? null : Design.any(from.to.elements(tx), draw);
        if (connection == null || connection.inRing) {
            return 0;
        }
        disconnect(tx, connection);
        return -1;
    }

    // ---- base assemblies

    /** SM3: lets a base assembly use a composite part. */
    long link(Tx tx, Draw draw) {
        return link(tx, draw.below(design.baseIds), draw.below(design.compositeIds));
    }

    long link(Tx tx, Integer baseId, Integer partId) {
        BaseAssembly base = design.basesById.get(tx, baseId);
        CompositePart part = design.compositesById.get(tx, partId);
        if (base == null || part == null) {
            return 0;
        }
        List<CompositePart> components = base.components.elements(tx);
        if (components.size() >= BaseAssembly.MOST_COMPONENTS || components.contains(part)) {
            return 0;
        }
        base.components.add(tx, part);
        part.usedIn.add(tx, base);
        return 1;
    }

    /** SM4: ends such a use. */
    long unlink(Tx tx, Draw draw) {
        BaseAssembly base = design.basesById.get(tx, draw.below(design.baseIds));
        CompositePart part = base == null ? null : Design.any(base.components.elements(tx), draw);
        if (base == null || part == null) {
            return 0;
        }
        base.components.remove(tx, part);
        part.usedIn.remove(tx, base);
        return -1;
    }

    /** SM5: adds a base assembly that uses nothing yet. */
    long add(Tx tx, Draw draw) {
        Integer id = draw.below(design.baseIds);
        return add(tx, id, design.lowest.get(draw.below(design.lowest.size())), draw);
    }

    long add(Tx tx, Integer id, ComplexAssembly parent, Draw draw) {
        if (design.basesById.get(tx, id) != null) {
            return 0;
        }
        BaseAssembly made = new BaseAssembly(design.space, id, parent, draw);
        parent.bases.add(tx, made);
        design.basesById.put(tx, id, made);
        return 1;
    }

    /** SM6: removes a base assembly. */
    long remove(Tx tx, Draw draw) {
        BaseAssembly base = design.basesById.get(tx, draw.below(design.baseIds));
        if (base == null) {
            return 0;
        }
        List<CompositePart> components = base.components.elements(tx);
        for (CompositePart part : components) {
            part.usedIn.remove(tx, base);
        }
        base.parent.bases.remove(tx, base);
        design.basesById.remove(tx, base.id);
        return -1 - components.size();
    }
}
