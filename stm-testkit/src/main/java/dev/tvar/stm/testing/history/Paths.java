package dev.tvar.stm.testing.history;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Shortest paths in a graph, by breadth-first search; for one search at a time. */
final class Paths {
    private static final int[] NONE = {};

    private final Digraph graph;

    /** For each node its predecessor on the shortest path; -1 if not reached. */
    private final int[] previous;

    private final IntList reached = new IntList();

    Paths(Digraph graph) {
        this.graph = graph;
        previous = new int[graph.nodes()];
        Arrays.fill(previous, -1);
    }

    /** The shortest cycle through a node, which comes first; empty if there is none. */
    int[] cycleThrough(int start) {
        return search(start, node -> false, start, node -> true);
    }

    /** The shortest path from a node to a goal; empty if there is none. */
    int[] toGoal(int start, IntPredicate isGoal) {
        return search(start, isGoal, -1, node -> true);
    }

    /** Whether a path leads from one node to another through some of the nodes only. */
    boolean leads(int from, int to, IntPredicate through) {
        return from == to || search(from, node -> false, to, through).length > 0;
    }

    private int[] search(int start, IntPredicate isGoal, int successorOfGoal, IntPredicate through) {
        previous[start] = start;
        reached.add(start);
        int[] path = NONE;
        for (int next = 0; next < reached.size() && path.length == 0; next++) {
            int node = reached.get(next);
            boolean found = isGoal.test(node);
            for (int edge = graph.firstEdge(node); edge < graph.endOfEdges(node) && !found; edge++) {
                graph.steps++;
                int target = graph.target(edge);
                found = target == successorOfGoal;
                if (previous[target] < 0 && through.test(target)) {
                    previous[target] = node;
                    reached.add(target);
                }
            }
            path = found ? pathTo(node) : NONE;
        }
        while (reached.size() > 0) {
            previous[reached.removeLast()] = -1;
        }
        return path;
    }

    private int[] pathTo(int last) {
        IntList backwards = new IntList();
        backwards.add(last);
        for (int node = last; previous[node] != node; node = previous[node]) {
            backwards.add(previous[node]);
        }
        int[] path = new int[backwards.size()];
        for (int i = 0; i < path.length; i++) {
            path[i] = backwards.get(path.length - 1 - i);
        }
        return path;
    }
}
