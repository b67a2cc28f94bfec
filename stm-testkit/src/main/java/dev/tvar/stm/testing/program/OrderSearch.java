package dev.tvar.stm.testing.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches for an order of all moves of some threads that keeps the order of each thread, puts a move that ended before another
 * began before it, and leads from an initial state to an acceptable last one. (Strict serialisability: Papadimitriou, "The
 * Serializability of Concurrent Database Updates", JACM 1979. The search with a memory of dead ends: Wing and Gong, "Testing and
 * Verifying Concurrent Objects", 1993; Lowe, "Testing for Linearizability", 2017.)
 *
 * <p>Each pair of positions and state is visited once. A move that only observes, and observes what it should, is made as soon
 * as it may be made, without a choice: it changes nothing, so that any order that has it later can have it here. The number of
 * pairs may grow exponentially with the number of threads, so it is bounded.
 *
 * @param <S> the states; immutable, with {@code equals} and {@code hashCode}
 */
public final class OrderSearch<S> {

    /**
     * A move of a thread. Its times are stamps of one clock.
     *
     * @param <S> the states
     */
    public interface Move<S> {
        /**
         * The time of the call.
         *
         * @return a stamp; the move is not made before it
         */
        long start();

        /**
         * The time of the return.
         *
         * @return a stamp; {@link Long#MAX_VALUE} if the move never returned
         */
        long end();

        /**
         * Whether the order may leave the move out.
         *
         * @return true if so
         */
        boolean optional();

        /**
         * Whether the move leaves every state unchanged.
         *
         * @return true if so
         */
        boolean onlyObserves();

        /**
         * Makes the move.
         *
         * @param state the state before
         * @return the state after; null if the move does not explain what was observed
         */
        @Nullable
        S after(S state);
    }

    /** How a search ends. */
    public enum Answer {
        /** There is an order. */
        FOUND,
        /** There is none. */
        NONE,
        /** The bound was reached. */
        UNDECIDED
    }

    /** A pair that was visited. */
    private static final class Visited {
        private final int[] positions;
        private final Object state;

        Visited(int[] positions, Object state) {
            this.positions = positions.clone();
            this.state = state;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Visited that
                    && Arrays.equals(positions, that.positions)
                    && state.equals(that.state);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(positions) + state.hashCode();
        }
    }

    /** One step of the order so far, and the threads that may come next. */
    private final class Frame {
        private final S state;
        private final int made;
        private final List<Integer> choices;
        private int tried;

        Frame(S state, int made) {
            this.state = state;
            this.made = made;
            this.choices = visited.add(new Visited(positions, state)) ? choices(state) : List.of();
        }
    }

    private static final int NO_THREAD = -1;

    private final List<? extends List<? extends Move<S>>> threads;
    private final Predicate<? super S> last;
    private final int[] positions;
    private final Set<Visited> visited = new HashSet<>();
    private final Deque<Frame> path = new ArrayDeque<>();

    /**
     * A search.
     *
     * @param threads the moves of each thread, in order
     * @param last whether a state may be the last one
     */
    public OrderSearch(List<? extends List<? extends Move<S>>> threads, Predicate<? super S> last) {
        this.threads = threads;
        this.last = last;
        this.positions = new int[threads.size()];
    }

    /**
     * Searches; once only.
     *
     * @param initial the state before the first move
     * @param bound the largest number of pairs to visit
     * @return what was found
     */
    public Answer run(S initial, long bound) {
        path.addLast(new Frame(initial, NO_THREAD));
        while (!path.isEmpty()) {
            Frame here = path.getLast();
            if (here.tried == 0 && isComplete() && last.test(here.state)) {
                return Answer.FOUND;
            }
            if (visited.size() > bound) {
                return Answer.UNDECIDED;
            }
            if (!extend(here)) {
                path.removeLast();
                if (here.made != NO_THREAD) {
                    positions[here.made]--;
                }
            }
        }
        return Answer.NONE;
    }

    /**
     * The order that was found.
     *
     * @return the number of the thread of each move, in order
     */
    public List<Integer> order() {
        return path.stream()
                .map(frame -> frame.made)
                .filter(made -> made != NO_THREAD)
                .toList();
    }

    /** Makes the next possible move; false if there is none. */
    private boolean extend(Frame here) {
        while (here.tried < here.choices.size()) {
            int thread = here.choices.get(here.tried++);
            S after = next(thread).after(here.state);
            if (after != null) {
                positions[thread]++;
                path.addLast(new Frame(after, thread));
                return true;
            }
        }
        return false;
    }

    /** The threads whose next move may come next, those that ended first before the others. */
    private List<Integer> choices(S state) {
        long earliestEnd = Long.MAX_VALUE;
        for (int thread = 0; thread < positions.length; thread++) {
            if (hasNext(thread)) {
                earliestEnd = Math.min(earliestEnd, next(thread).end());
            }
        }
        List<Integer> choices = new ArrayList<>();
        for (int thread = 0; thread < positions.length; thread++) {
            if (hasNext(thread) && next(thread).start() <= earliestEnd) {
                Move<S> move = next(thread);
                if (move.onlyObserves() && !move.optional() && move.after(state) != null) {
                    return List.of(thread);
                }
                choices.add(thread);
            }
        }
        choices.sort(Comparator.comparingLong(thread -> next(thread).end()));
        return choices;
    }

    private boolean hasNext(int thread) {
        return positions[thread] < threads.get(thread).size();
    }

    private Move<S> next(int thread) {
        return Objects.requireNonNull(threads.get(thread).get(positions[thread]));
    }

    private boolean isComplete() {
        for (int thread = 0; thread < positions.length; thread++) {
            List<? extends Move<S>> moves = threads.get(thread);
            for (int i = positions[thread]; i < moves.size(); i++) {
                if (!moves.get(i).optional()) {
                    return false;
                }
            }
        }
        return true;
    }
}
