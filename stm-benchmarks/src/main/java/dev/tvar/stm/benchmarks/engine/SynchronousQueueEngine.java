package dev.tvar.stm.benchmarks.engine;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;

/** Hand-offs with {@link SynchronousQueue}, the JDK's own. */
final class SynchronousQueueEngine implements Engine {
    @Override
    public Places places(int count) {
        return new Queues(
                Stream.generate(SynchronousQueue<Long>::new).limit(count).toList());
    }

    private record Queues(List<SynchronousQueue<Long>> queues) implements Places {
        @Override
        public void put(int place, long number) {
            uninterrupted(() -> {
                queues.get(place).put(number);
                return number;
            });
        }

        @Override
        public long take(int place) {
            return uninterrupted(queues.get(place)::take);
        }

        private static long uninterrupted(Callable<Long> work) {
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException("nobody interrupts a benchmark", e);
            }
        }
    }
}
