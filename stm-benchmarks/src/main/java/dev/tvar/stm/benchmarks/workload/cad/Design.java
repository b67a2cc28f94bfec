package dev.tvar.stm.benchmarks.workload.cad;

import dev.tvar.stm.benchmarks.engine.Access;
import dev.tvar.stm.benchmarks.engine.Space;
import dev.tvar.stm.benchmarks.engine.Space.SortedTable;
import dev.tvar.stm.benchmarks.engine.Space.Table;
import dev.tvar.stm.benchmarks.engine.Space.Tx;
import dev.tvar.stm.benchmarks.workload.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A CAD design, after the description in Guerraoui, Kapałka, Vitek, "STMBench7: A Benchmark for Software Transactional
 * Memory", EuroSys 2007; no code of the original is used. A tree of complex assemblies has base assemblies as leaves. These
 * use composite parts, each with a document and a graph of atomic parts, and there are indexes by id, title and build date.
 *
 * <p>Differences. A composite part has 20 atomic parts at first; the original has 200. The complex assemblies and the manual
 * never change here, and are not written but for build dates. Not all 45 operations exist; those that do bear the original's
 * numbers.
 */
final class Design {
    /** The parts that medium-grained locks guard: each operation reads STRUCTURE, and those that change it write it. */
    static final int STRUCTURE = 0;

    static final int BASES = 1;
    static final int COMPOSITES = 10;
    static final int PARTS = 11;
    static final int DOCUMENTS = 12;

    /** Complex assemblies, by level: the lowest level first. */
    static final int[] COMPLEX = {2, 3, 4, 5, 6, 7, 8, 9};

    /** Build dates are from 0 to 999. */
    static final int DATES = 1000;

    private static final Access BUILDING = Access.writing(STRUCTURE);

    private static final int WIDTH = 3;

    final Space space;
    final ComplexAssembly root;

    /** All complex assemblies above base assemblies. */
    final List<ComplexAssembly> lowest = new ArrayList<>();

    final Table<Integer, ComplexAssembly> complexById;
    final Table<Integer, BaseAssembly> basesById;
    final Table<Integer, CompositePart> compositesById;
    final Table<String, CompositePart> compositesByTitle;
    final Table<Integer, AtomicPart> partsById;
    final SortedTable<Long, AtomicPart> partsByDate;

    /** The bounds of the ids; some more than exist, so that objects come and go. */
    final int complexIds;

    final int baseIds;
    final int compositeIds;

    /** The title of each composite part that may exist. */
    final String[] titles;

    /** The elements at the beginning, as {@link Structure} counts them. */
    final long elements;

    private int nextComplex;

    /**
     * Builds a design.
     *
     * @param levels the height of the tree, 2 to 9: 3<sup>levels-1</sup> base assemblies
     */
    Design(Space space, int levels) {
        this.space = space;
        complexById = space.table();
        basesById = space.table();
        compositesById = space.table();
        compositesByTitle = space.table();
        partsById = space.table();
        partsByDate = space.sortedTable();
        Draw draw = new Draw(levels);
        root = complex(null, levels, draw);
        complexIds = nextComplex;
        int bases = WIDTH * lowest.size();
        int composites = bases * 2 / WIDTH;
        baseIds = withRoom(bases);
        compositeIds = withRoom(composites);
        titles = IntStream.range(0, compositeIds).mapToObj(id -> "Part " + id).toArray(String[]::new);
        elements = fill(new Structure(this), bases, composites, draw);
    }

    private static int withRoom(int count) {
        return count + count / 4 + 1;
    }

    static long date(Draw draw) {
        return draw.below(DATES);
    }

    private ComplexAssembly complex(@Nullable ComplexAssembly parent, int level, Draw draw) {
        ComplexAssembly made = new ComplexAssembly(space, nextComplex++, parent, draw);
        build(tx -> {
            complexById.put(tx, made.id, made);
            if (parent != null) {
                parent.complex.add(tx, made);
            }
            return 0;
        });
        if (level == 2) {
            lowest.add(made);
        } else {
            for (int i = 0; i < WIDTH; i++) {
                complex(made, level - 1, draw);
            }
        }
        return made;
    }

    private long build(Space.Body body) {
        return space.run(BUILDING, body);
    }

    private long fill(Structure structure, int bases, int composites, Draw draw) {
        long made = 0;
        for (int id = 0; id < composites; id++) {
            Integer key = id;
            long seed = draw.next();
            made += build(tx -> structure.create(tx, key, Draw.seeded(seed)));
        }
        for (int id = 0; id < bases; id++) {
            Integer key = id;
            ComplexAssembly parent = lowest.get(id / WIDTH);
            long seed = draw.next();
            made += build(tx -> structure.add(tx, key, parent, Draw.seeded(seed)));
            for (int i = 0; i < BaseAssembly.MOST_COMPONENTS; i++) {
                Integer part = draw.below(composites);
                made += build(tx -> structure.link(tx, key, part));
            }
        }
        return made;
    }

    /** A random id of an atomic part; about half of them exist. */
    Integer partId(Draw draw) {
        return draw.below(compositeIds * AtomicPart.SLOTS);
    }

    /** Walks down from the root to a composite part, at random; null if it meets an assembly without children. */
    @Nullable
    CompositePart descend(Tx tx, Draw draw) {
        ComplexAssembly at = root;
        List<ComplexAssembly> below = at.complex.elements(tx);
        while (!below.isEmpty()) {
            at = below.get(draw.below(below.size()));
            below = at.complex.elements(tx);
        }
        BaseAssembly base = any(at.bases.elements(tx), draw);
        return base == null ? null : any(base.components.elements(tx), draw);
    }

    static <E> @Nullable E any(List<E> from, Draw draw) {
        return from.isEmpty() ? null : from.get(draw.below(from.size()));
    }
}
