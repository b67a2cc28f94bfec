package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.history.Index.Placed;
import java.util.Arrays;

/**
 * Who must come before whom, as a graph: first a node for each attempt, then, where real time counts, one for each end of
 * an attempt. The nodes of time are a chain, so that real time costs three edges for an attempt and not one for each pair.
 *
 * <p>The writers of one variable are a chain, too; a read adds an edge from the writer of its version and one to the writer of
 * the next.
 */
final class Dependencies {
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

    /**
     * The graph.
     *
     * @param realTime whether an attempt that ended before another began comes before it
     * @param everyAnswer whether answers that might have a later range have to stay in the one that they have
     */
    Digraph graph(boolean realTime, boolean everyAnswer) {
        int attempts = index.attempts.size();
        Digraph graph = new Digraph(attempts + (realTime ? ends.length : 0));
        for (Versions versions : index.variables) {
            addWriters(graph, versions);
        }
        for (int attempt = 0; attempt < attempts; attempt++) {
            for (Placed placed : index.accesses(attempt)) {
                if (!placed.isWrite()) {
                    addRead(graph, attempt, placed, everyAnswer);
                }
            }
        }
        if (realTime) {
            addTime(graph);
        }
        graph.seal();
        return graph;
    }

    private static void addWriters(Digraph graph, Versions versions) {
        for (int place = 1; place < versions.size(); place++) {
            if (versions.writer(place - 1) != Versions.NOBODY) {
                graph.edge(versions.writer(place - 1), versions.writer(place));
            }
        }
    }

    private void addRead(Digraph graph, int attempt, Placed read, boolean everyAnswer) {
        Versions versions = index.variables.get(read.variable);
        int before = versions.writer(read.first);
        if (before != Versions.NOBODY) {
            graph.edge(before, attempt);
        }
        int after = versions.writer(read.last + 1);
        if (after != Versions.NOBODY && (everyAnswer || !read.movable)) {
            graph.edge(attempt, after);
        }
    }

    private void addTime(Digraph graph) {
        int attempts = index.attempts.size();
        for (int i = 1; i < ends.length; i++) {
            graph.edge(attempts + i - 1, attempts + i);
        }
        for (int attempt = 0; attempt < attempts; attempt++) {
            Attempt each = index.attempts.get(attempt);
            if (each.end() != Attempt.NEVER) {
                graph.edge(attempt, attempts + endsBefore(each.end()));
            }
            int earlier = endsBefore(each.begin());
            if (earlier > 0) {
                graph.edge(attempts + earlier - 1, attempt);
            }
        }
    }

    /** How many attempts ended before this stamp. */
    private int endsBefore(long stamp) {
        int found = Arrays.binarySearch(ends, stamp);
        return found < 0 ? -1 - found : found;
    }
}
