package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Index.Placed;
import java.util.Arrays;

/**
 * The order constraints between attempts as a graph: first a node for each attempt, then, if real time
 * counts, one for each end of an attempt. The time nodes form a chain, so that real time costs three
 * edges for an attempt and not one for each pair.
 *
 * <p>The writers of one variable form a chain, too; a read adds an edge from the writer of its version and one to the
 * writer of the next.
 */
final class Dependencies {
    /** Where edges go. */
    private interface Edges {
        void add(int source, int target);
    }

    private final Index index;

    /** The ends of all attempts that have ended, in order. */
    private final long[] ends;

    Dependencies(Index index) {
        this.index = index;
        ends = index.attempts.stream()
                .mapToLong(Attempt::end)
                .filter(end -> end != Attempt.NEVER)
                .sorted()
                .toArray();
    }

    /** The number of nodes, nodes of time included. */
    int nodes() {
        return index.attempts.size() + ends.length;
    }

    /**
     * The graph.
     *
     * @param realTime whether an attempt that ended before another began comes before it
     * @param everyAnswer whether answers that might have a later range must stay in their present range
     */
    Digraph graph(boolean realTime, boolean everyAnswer) {
        Digraph graph = new Digraph(realTime ? nodes() : index.attempts.size());
        for (int node = 0; node < graph.nodes(); node++) {
            addEdges(node, realTime, everyAnswer, graph::edge);
        }
        graph.seal();
        return graph;
    }

    /**
     * A part of the graph with real time: the edges between some of its nodes, which are numbered anew.
     *
     * @param part the nodes
     * @param place for every node its number in the part, from 0; -1 outside
     * @param everyAnswer whether answers that might have a later range must stay in their present range
     */
    Digraph graph(int[] part, int[] place, boolean everyAnswer) {
        Digraph graph = new Digraph(part.length);
        Edges edges = (source, target) -> {
            if (place[source] >= 0 && place[target] >= 0) {
                graph.edge(place[source], place[target]);
            }
        };
        for (int node : part) {
            addEdges(node, true, everyAnswer, edges);
        }
        graph.seal();
        return graph;
    }

    /** Adds the edges caused by a node; each edge is caused by one of its ends. */
    private void addEdges(int node, boolean realTime, boolean everyAnswer, Edges edges) {
        if (node >= index.attempts.size()) {
            if (node > index.attempts.size()) {
                edges.add(node - 1, node);
            }
            return;
        }
        for (Placed placed : index.accesses(node)) {
            addAccess(node, placed, everyAnswer, edges);
        }
        if (realTime) {
            addTime(node, edges);
        }
    }

    private void addAccess(int attempt, Placed access, boolean everyAnswer, Edges edges) {
        Versions versions = index.variables.get(access.variable);
        int before = versions.writer(access.isWrite() ? access.first - 1 : access.first);
        if (before != Versions.NO_WRITER) {
            edges.add(before, attempt);
        }
        int after = access.isWrite() ? Versions.NO_WRITER : versions.writer(access.last + 1);
        if (after != Versions.NO_WRITER && (everyAnswer || !access.movable)) {
            edges.add(attempt, after);
        }
    }

    private void addTime(int attempt, Edges edges) {
        int attempts = index.attempts.size();
        Attempt each = index.attempts.get(attempt);
        if (each.end() != Attempt.NEVER) {
            edges.add(attempt, attempts + endsBefore(each.end()));
        }
        int earlier = endsBefore(each.begin());
        if (earlier > 0) {
            edges.add(attempts + earlier - 1, attempt);
        }
    }

    /** The number of attempts that ended before this stamp. */
    private int endsBefore(long stamp) {
        int found = Arrays.binarySearch(ends, stamp);
        return found < 0 ? -1 - found : found;
    }
}
