package dev.tvar.stm.testing.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A directed graph of numbered nodes, with edges in arrays; no method recurses. */
final class Digraph {
    private final int nodes;
    private final IntList from = new IntList();
    private final IntList to = new IntList();
    private int[] starts = new int[0];
    private int[] targets = new int[0];

    /** The number of nodes and edges traversed. */
    long steps;

    Digraph(int nodes) {
        this.nodes = nodes;
    }

    int nodes() {
        return nodes;
    }

    /** Adds an edge, unless it is a self-loop. */
    void edge(int source, int target) {
        if (source != target) {
            from.add(source);
            to.add(target);
        }
    }

    /** Sorts the edges by source, when all have been added. */
    void seal() {
        starts = new int[nodes + 1];
        for (int i = 0; i < from.size(); i++) {
            starts[from.get(i) + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            starts[node + 1] += starts[node];
        }
        targets = new int[from.size()];
        int[] next = Arrays.copyOf(starts, nodes);
        for (int i = 0; i < from.size(); i++) {
            targets[next[from.get(i)]++] = to.get(i);
        }
        steps += from.size();
    }

    int firstEdge(int node) {
        return starts[node];
    }

    int endOfEdges(int node) {
        return starts[node + 1];
    }

    int target(int edge) {
        return targets[edge];
    }

    /**
     * The strongly connected components (Tarjan, 1972): for each node the number of its component. An edge between two
     * components leads from the higher to the lower number.
     */
    Components components() {
        Components result = new Components(nodes);
        int[] order = new int[nodes]; // 1, 2, 3 as they are found
        int[] low = new int[nodes];
        int[] edge = new int[nodes];
        IntList path = new IntList();
        IntList open = new IntList();
        int found = 0;
        for (int root = 0; root < nodes; root++) {
            if (order[root] == 0) {
                path.add(root);
            }
            while (path.size() > 0) {
                int node = path.get(path.size() - 1);
                steps++;
                if (order[node] == 0) {
                    order[node] = ++found;
                    low[node] = found;
                    edge[node] = starts[node];
                    open.add(node);
                }
                int unseen = -1;
                while (unseen < 0 && edge[node] < starts[node + 1]) {
                    int target = targets[edge[node]++];
                    if (order[target] == 0) {
                        unseen = target;
                    } else if (result.of[target] < 0) {
                        low[node] = Math.min(low[node], order[target]);
                    }
                }
                if (unseen >= 0) {
                    path.add(unseen);
                    continue;
                }
                path.removeLast();
                if (path.size() > 0) {
                    int parent = path.get(path.size() - 1);
                    low[parent] = Math.min(low[parent], low[node]);
                }
                if (low[node] == order[node]) {
                    result.close(open, node);
                }
            }
        }
        return result;
    }

    /** Which component each node belongs to. */
    static final class Components {
        private final int[] of;
        private final IntList sizes = new IntList();

        private Components(int nodes) {
            of = new int[nodes];
            Arrays.fill(of, -1);
        }

        private void close(IntList open, int root) {
            int size = 0;
            int node;
            do {
                node = open.removeLast();
                of[node] = sizes.size();
                size++;
            } while (node != root);
            sizes.add(size);
        }

        int of(int node) {
            return of[node];
        }

        int size(int component) {
            return sizes.get(component);
        }

        /** The nodes of each component that has more than one. */
        List<int[]> ofSeveral() {
            return ofSeveral(0);
        }

        /**
         * The nodes of each component with more than one node, with {@code margin} nodes of components numbered next on
         * either side.
         */
        List<int[]> ofSeveral(int margin) {
            int[] ends = new int[sizes.size()];
            for (int component = 0; component < ends.length; component++) {
                ends[component] = sizes.get(component) + (component == 0 ? 0 : ends[component - 1]);
            }
            int[] ordered = new int[of.length];
            int[] next = ends.clone();
            for (int node = of.length - 1; node >= 0; node--) {
                ordered[--next[of[node]]] = node;
            }
            List<int[]> found = new ArrayList<>();
            for (int component = 0; component < ends.length; component++) {
                if (sizes.get(component) > 1) {
                    int from = Math.max(0, next[component] - margin);
                    found.add(Arrays.copyOfRange(ordered, from, Math.min(ordered.length, ends[component] + margin)));
                }
            }
            return found;
        }

        /** Whether each node is a component of its own. */
        boolean isAcyclic() {
            return sizes.size() == of.length;
        }
    }
}
