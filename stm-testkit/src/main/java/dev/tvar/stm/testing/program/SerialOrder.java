package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.program.OrderSearch.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches for a serial order: an order of all transactions of an execution that keeps the order of each thread, puts a
 * transaction that returned before another was called first, and in which the sequential model gives every transaction
 * its observed outcome, and the final values. See {@link OrderSearch}; the search is not bounded here.
 */
public final class SerialOrder {
    /** A transaction as a move: the model gives it its observed outcome, or it cannot be made. */
    private record Transaction(TxnProgram program, long floor, Execution.Event event)
            implements OrderSearch.Move<List<Long>> {
        @Override
        public long start() {
            return event.start();
        }

        @Override
        public long end() {
            return event.end();
        }

        @Override
        public boolean optional() {
            return false;
        }

        @Override
        public boolean onlyObserves() {
            return false;
        }

        @Override
        public @Nullable List<Long> after(List<Long> state) {
            Model.Step step =
                    Model.run(state.stream().mapToLong(Long::longValue).toArray(), floor, program);
            return step.outcome().equals(event.outcome()) ? asList(step.after()) : null;
        }

        private static List<Long> asList(long[] values) {
            List<Long> list = new ArrayList<>(values.length);
            for (long value : values) {
                list.add(value);
            }
            return list;
        }
    }

    private SerialOrder() {}

    /**
     * Searches.
     *
     * @param execution what happened
     * @return the order, as thread.transaction numbers; empty if there is none, which proves the library wrong
     */
    public static Optional<List<String>> of(Execution execution) {
        OrderSearch<List<Long>> search = new OrderSearch<>(moves(execution), execution.finalValues()::equals);
        if (search.run(execution.program().initial(), Long.MAX_VALUE) != Answer.FOUND) {
            return Optional.empty();
        }
        int[] made = new int[execution.threads().size()];
        return Optional.of(search.order().stream()
                .map(thread -> thread + "." + made[thread]++)
                .toList());
    }

    private static List<List<Transaction>> moves(Execution execution) {
        List<List<Transaction>> threads = new ArrayList<>();
        for (int t = 0; t < execution.threads().size(); t++) {
            List<Transaction> moves = new ArrayList<>();
            for (int i = 0; i < execution.threads().get(t).size(); i++) {
                moves.add(new Transaction(
                        execution.program().threads().get(t).get(i),
                        execution.program().floor(),
                        execution.threads().get(t).get(i)));
            }
            threads.add(moves);
        }
        return threads;
    }
}
