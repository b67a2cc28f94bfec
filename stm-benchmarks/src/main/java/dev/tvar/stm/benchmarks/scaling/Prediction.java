package dev.tvar.stm.benchmarks.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * What the model says about one variant on a number of cores: a simulation of events, always the core whose time is
 * earliest next. The same input gives the same result.
 *
 * @param variant the variant
 * @param cores how many cores
 * @param perSecond transfers per second of all cores together
 * @param transfersOfLines cache-line transfers per transfer of money
 * @param aborts attempts that were lost, per transfer of money
 */
public record Prediction(Variant variant, int cores, double perSecond, double transfersOfLines, double aborts) {
    private static final long SEED = 20261121;
    private static final int WARM_UP_PER_CORE = 500;
    private static final int TRANSFERS = 60_000;

    /**
     * Predicts one figure.
     *
     * @param variant the variant
     * @param cores how many cores, at least 1
     * @param accounts how many accounts, at least 2
     * @param localNanos what a transfer takes on one core alone
     * @param lineNanos what it takes to get a cache line from another core
     * @return the prediction
     */
    public static Prediction of(Variant variant, int cores, int accounts, double localNanos, double lineNanos) {
        Memory memory = new Memory(accounts, lineNanos, new SplittableRandom(SEED));
        List<Actor> actors = new ArrayList<>();
        PriorityQueue<Actor> queue = new PriorityQueue<>(
                Comparator.comparingDouble((Actor a) -> a.time).thenComparingInt(a -> a.protocol.core));
        for (int core = 0; core < cores; core++) {
            actors.add(new Actor(protocol(variant, memory, core, localNanos)));
        }
        queue.addAll(actors);
        Totals before = runUntil((long) WARM_UP_PER_CORE * cores, queue, actors, memory);
        Totals after = runUntil(before.done + TRANSFERS, queue, actors, memory);
        double done = after.done - before.done;
        return new Prediction(
                variant,
                cores,
                done / (after.time - before.time) * 1e9,
                (after.lines - before.lines) / done,
                (after.aborted - before.aborted) / done);
    }

    private static Protocol protocol(Variant variant, Memory memory, int core, double localNanos) {
        return switch (variant) {
            case OURS, LEAPS, FETCH_AND_ADD -> new OptimisticProtocol(variant, memory, core, localNanos);
            case MULTIVERSION -> new MultiversionProtocol(memory, core, localNanos);
            case ORDERED_LOCKS -> new LockProtocol(false, memory, core, localNanos);
            case GLOBAL_LOCK -> new LockProtocol(true, memory, core, localNanos);
        };
    }

    private static final class Actor {
        private final Protocol protocol;
        private double time;

        private Actor(Protocol protocol) {
            this.protocol = protocol;
        }
    }

    private record Totals(double time, long done, long aborted, long lines) {}

    private static Totals runUntil(long done, PriorityQueue<Actor> queue, List<Actor> actors, Memory memory) {
        long soFar = done(actors);
        double now = 0;
        while (soFar < done) {
            Actor actor = queue.remove();
            now = actor.time;
            long before = actor.protocol.done();
            actor.time = actor.protocol.step(now);
            soFar += actor.protocol.done() - before;
            queue.add(actor);
        }
        long aborted = actors.stream().mapToLong(a -> a.protocol.aborted()).sum();
        return new Totals(now, soFar, aborted, memory.coherence.transfers());
    }

    private static long done(List<Actor> actors) {
        return actors.stream().mapToLong(a -> a.protocol.done()).sum();
    }
}
