package dev.tvar.stm.testing.program;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for a serial order: an order of all transactions of an execution that keeps the order of each thread, puts a
 * transaction that returned before another was called first, and in which the sequential model gives every transaction
 * its observed outcome, and the final values. (Strict serialisability: Papadimitriou, "The Serializability of
 * Concurrent Database Updates", JACM 1979.) The search visits each pair of position and state once.
 */
public final class SerialOrder {
    private record Visited(List<Integer> positions, List<Long> state) {}

    private final Execution execution;
    private final Set<Visited> deadEnds = new HashSet<>();
    private final Deque<String> order = new ArrayDeque<>();

    private SerialOrder(Execution execution) {
        this.execution = execution;
    }

    /**
     * Searches.
     *
     * @param execution what happened
     * @return the order, as thread.transaction numbers; empty if there is none, which proves the library wrong
     */
    public static Optional<List<String>> of(Execution execution) {
        SerialOrder search = new SerialOrder(execution);
        long[] initial = execution.program().initial().stream()
                .mapToLong(Long::longValue)
                .toArray();
        int[] positions = new int[execution.threads().size()];
        return search.extend(positions, initial) ? Optional.of(List.copyOf(search.order)) : Optional.empty();
    }

    private boolean extend(int[] positions, long[] state) {
        List<Long> values = Arrays.stream(state).boxed().toList();
        if (isComplete(positions)) {
            return values.equals(execution.finalValues());
        }
        Visited here = new Visited(Arrays.stream(positions).boxed().toList(), values);
        if (!deadEnds.add(here)) {
            return false;
        }
        for (int thread = 0; thread < positions.length; thread++) {
            if (mayComeNext(thread, positions) && explains(thread, positions, state)) {
                return true;
            }
        }
        return false;
    }

    /** Puts the next transaction of the thread next, if its outcome is that of the model, and continues from there. */
    private boolean explains(int thread, int[] positions, long[] state) {
        int index = positions[thread];
        Model.Step step =
                Model.run(state, execution.program().threads().get(thread).get(index));
        if (!step.outcome().equals(event(thread, index).outcome())) {
            return false;
        }
        order.addLast(thread + "." + index);
        positions[thread]++;
        boolean found = extend(positions, step.after());
        positions[thread]--;
        if (!found) {
            order.removeLast();
        }
        return found;
    }

    private boolean mayComeNext(int thread, int[] positions) {
        if (positions[thread] == execution.threads().get(thread).size()) {
            return false;
        }
        long start = event(thread, positions[thread]).start();
        for (int other = 0; other < positions.length; other++) {
            boolean hasMore = positions[other] < execution.threads().get(other).size();
            if (hasMore && event(other, positions[other]).end() < start) {
                return false;
            }
        }
        return true;
    }

    private boolean isComplete(int[] positions) {
        for (int thread = 0; thread < positions.length; thread++) {
            if (positions[thread] < execution.threads().get(thread).size()) {
                return false;
            }
        }
        return true;
    }

    private Execution.Event event(int thread, int index) {
        return execution.threads().get(thread).get(index);
    }
}
