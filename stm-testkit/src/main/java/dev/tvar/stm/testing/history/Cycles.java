package dev.tvar.stm.testing.history;

/** Shortest cycles of small relations. */
public final class Cycles {
    private Cycles() {}

    /** A relation between numbered things. */
    @FunctionalInterface
    public interface Relates {
        /**
         * Whether one thing must come before another.
         *
         * @param from a number
         * @param to another number
         * @return true if so
         */
        boolean test(int from, int to);
    }

    /**
     * The cycle with the fewest members. Compares each pair.
     *
     * @param things how many things there are; their numbers begin with 0
     * @param relates the relation
     * @return the members in order; empty if there is no cycle
     */
    public static int[] shortest(int things, Relates relates) {
        Digraph pairs = new Digraph(things);
        for (int from = 0; from < things; from++) {
            for (int to = 0; to < things; to++) {
                if (from != to && relates.test(from, to)) {
                    pairs.edge(from, to);
                }
            }
        }
        pairs.seal();
        Paths among = new Paths(pairs);
        int[] shortest = new int[0];
        for (int start = 0; start < things && shortest.length != 2; start++) {
            int[] cycle = among.cycleThrough(start);
            if (cycle.length > 0 && (shortest.length == 0 || cycle.length < shortest.length)) {
                shortest = cycle;
            }
        }
        return shortest;
    }
}
