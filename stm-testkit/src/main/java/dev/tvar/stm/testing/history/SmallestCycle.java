package dev.tvar.stm.testing.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cycle with the fewest attempts in a history that has a cycle.
 *
 * <p>For few attempts (up to {@link #EXACT}) the result is exact: every pair is compared. For more, it
 * searches the shortest cycle of the graph through each attempt in turn, within {@link #BUDGET}, and
 * then shortens it as far as the attempts of the cycle allow.
 *
 * <p>Real time is used only if there is no cycle without it. Then one use of it is enough: of two pairs
 * of attempts, in each of which the first ended before the second began, one first attempt also ended
 * before the other pair's second began, so that a cycle which uses real time twice contains a shorter
 * one.
 */
final class SmallestCycle {
    /** Up to this number of attempts every pair is compared. */
    private static final int EXACT = 300;

    /** The maximum number of edges traversed in a search among more attempts. */
    private static final long BUDGET = 30_000_000;

    private final Index index;
    private final Digraph graph;
    private @Nullable List<Relation> best;

    private final Paths paths;

    /**
     * A search.
     *
     * @param graph the definite graph of the history, without real time
     */
    SmallestCycle(Index index, Digraph graph) {
        this.index = index;
        this.graph = graph;
        paths = new Paths(graph);
    }

    /** The smallest cycle that was found. */
    List<Relation> find() {
        Digraph.Components components = graph.components();
        if (components.isAcyclic()) {
            searchRealTime(components);
        } else {
            searchComponents(components);
        }
        if (best == null) {
            throw new AssertionError("there is no cycle");
        }
        return best;
    }

    // ---- without real time

    private void searchComponents(Digraph.Components components) {
        List<int[]> bySize = new ArrayList<>(components.ofSeveral());
        bySize.sort(Comparator.comparingInt(component -> component.length));
        long limit = graph.steps + BUDGET;
        for (int[] component : bySize) {
            if (component.length <= EXACT) {
                keepIfShorter(shortestAmong(component, false));
            }
            for (int i = 0; component.length > EXACT && i < component.length && goesOn(limit); i++) {
                keepIfShorter(shortened(paths.cycleThrough(component[i]), false));
            }
            if (!goesOn(limit)) {
                return;
            }
        }
    }

    private boolean goesOn(long limit) {
        return best == null || (best.size() > 2 && graph.steps < limit);
    }

    // ---- with real time

    private void searchRealTime(Digraph.Components components) {
        long[] earliestEnd = earliestEndOfSuccessors(components);
        long limit = graph.steps + BUDGET;
        for (int node = 0; node < graph.nodes() && goesOn(limit); node++) {
            long begin = index.attempts.get(node).begin();
            if (earliestEnd[node] < begin) {
                int[] path = paths.toGoal(node, goal -> index.attempts.get(goal).end() < begin);
                keepIfShorter(shortened(path, true));
            }
        }
    }

    /** For each node, the earliest end among its successors; components are numbered with successors first. */
    private long[] earliestEndOfSuccessors(Digraph.Components components) {
        int[] order = new int[graph.nodes()];
        for (int node = 0; node < order.length; node++) {
            order[components.of(node)] = node;
        }
        long[] earliest = new long[graph.nodes()];
        for (int node : order) {
            earliest[node] = index.attempts.get(node).end();
            for (int edge = graph.firstEdge(node); edge < graph.endOfEdges(node); edge++) {
                earliest[node] = Math.min(earliest[node], earliest[graph.target(edge)]);
            }
        }
        return earliest;
    }

    // ---- both

    private @Nullable List<Relation> shortened(int[] cycle, boolean realTime) {
        if (cycle.length == 0) {
            return null;
        }
        return cycle.length <= EXACT ? shortestAmong(cycle, realTime) : relations(cycle);
    }

    private void keepIfShorter(@Nullable List<Relation> cycle) {
        if (cycle != null && (best == null || cycle.size() < best.size())) {
            best = cycle;
        }
    }

    private List<Relation> relations(int[] cycle) {
        List<Relation> relations = new ArrayList<>();
        for (int i = 0; i < cycle.length; i++) {
            int next = cycle[(i + 1) % cycle.length];
            Relation relation = relation(cycle[i], next, true);
            if (relation == null) {
                throw new AssertionError("no reason for an edge of the graph");
            }
            relations.add(relation);
        }
        return relations;
    }

    private @Nullable Relation relation(int from, int to, boolean realTime) {
        Relation relation = Relation.between(index, from, to);
        return relation == null && realTime ? Relation.inTime(index, from, to) : relation;
    }

    /** The shortest cycle among some attempts, all pairs of which are compared. */
    private @Nullable List<Relation> shortestAmong(int[] nodes, boolean realTime) {
        int[] shortest =
                Cycles.shortest(nodes.length, (from, to) -> relation(nodes[from], nodes[to], realTime) != null);
        return shortest.length == 0
                ? null
                : relations(Arrays.stream(shortest).map(i -> nodes[i]).toArray());
    }
}
