package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The JDK's concurrent map: a yardstick for single operations; it has no way to move an entry atomically. */
final class ConcurrentMapEngine implements Engine {
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
        public boolean move(Integer from, Integer to) {
            throw new UnsupportedOperationException("ConcurrentHashMap cannot change two keys at once");
        }

        @Override
        public int size() {
            return map.size();
        }
    }
}
