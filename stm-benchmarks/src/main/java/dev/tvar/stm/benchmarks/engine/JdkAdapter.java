package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/** Concurrent structures of the JDK: yardsticks for single operations, which do not compose. */
final class JdkAdapter implements Adapter {
    @Override
    public Slot slot() {
        SynchronousQueue<Long> queue = new SynchronousQueue<>();
        return new Slot() {
            @Override
            public void put(long number) {
                uninterrupted(() -> {
                    queue.put(number);
                    return number;
                });
            }

            @Override
            public long take() {
                return uninterrupted(queue::take);
            }
        };
    }

    @Override
    public SharedQueue queue(int capacity) {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>(capacity);
        return new SharedQueue() {
            @Override
            public void put(Integer element) {
                uninterrupted(() -> {
                    queue.put(element);
                    return element;
                });
            }

            @Override
            public Integer take() {
                return uninterrupted(queue::take);
            }
        };
    }

    private static <R> R uninterrupted(Callable<R> operation) {
        try {
            return operation.call();
        } catch (Exception e) {
            throw new IllegalStateException("the benchmark interrupts no thread", e);
        }
    }

    @Override
    public SharedMap map() {
        return new JdkMap(new ConcurrentHashMap<>());
    }

    private record JdkMap(ConcurrentHashMap<Integer, Integer> map) implements SharedMap {
        @Override
        public @Nullable Integer get(Integer key) {
            return map.get(key);
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return map.put(key, value) == null;
        }

        @Override
        public boolean remove(Integer key) {
            return map.remove(key) != null;
        }

        @Override
        public int size() {
            return map.size();
        }
    }
}
