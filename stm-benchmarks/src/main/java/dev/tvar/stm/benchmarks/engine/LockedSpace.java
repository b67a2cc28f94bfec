package dev.tvar.stm.benchmarks.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plain variables, HashMap, TreeMap and ArrayList, guarded by locks. */
abstract class LockedSpace implements Space {
    /** Plain variables need no handle. */
    private static final Tx HELD = new Tx() {};

    abstract void lock(Access access);

    abstract void unlock(Access access);

    @Override
    public final long run(Access access, Body body) {
        lock(access);
        try {
            return body.run(HELD);
        } finally {
            unlock(access);
        }
    }

    /** One lock for everything. */
    static final class Coarse extends LockedSpace {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void lock(Access access) {
            lock.lock();
        }

        @Override
        void unlock(Access access) {
            lock.unlock();
        }
    }

    /** A read-write lock for each part of the data model, taken in the order of the parts, which excludes deadlock. */
    static final class Medium extends LockedSpace {
        private final ReentrantReadWriteLock[] locks =
                Stream.generate(ReentrantReadWriteLock::new).limit(Long.SIZE).toArray(ReentrantReadWriteLock[]::new);

        private Lock of(Access access, int part) {
            boolean written = (access.writes() & 1L << part) != 0;
            return written ? locks[part].writeLock() : locks[part].readLock();
        }

        @Override
        void lock(Access access) {
            for (long left = access.reads() | access.writes(); left != 0; left &= left - 1) {
                of(access, Long.numberOfTrailingZeros(left)).lock();
            }
        }

        @Override
        void unlock(Access access) {
            for (long left = access.reads() | access.writes(); left != 0; left &= left - 1) {
                of(access, Long.numberOfTrailingZeros(left)).unlock();
            }
        }
    }

    @Override
    public <V> Variable<V> variable(V initial) {
        return new Plain<>(initial);
    }

    private static final class Plain<V> implements Variable<V> {
        private V value;

        private Plain(V initial) {
            value = initial;
        }

        @Override
        public V get(Tx tx) {
            return value;
        }

        @Override
        public void set(Tx tx, V next) {
            value = next;
        }
    }

    @Override
    public LongVariable number(long initial) {
        return new PlainLong(initial);
    }

    private static final class PlainLong implements LongVariable {
        private long value;

        private PlainLong(long initial) {
            value = initial;
        }

        @Override
        public long get(Tx tx) {
            return value;
        }

        @Override
        public void set(Tx tx, long next) {
            value = next;
        }
    }

    @Override
    public <K, V> Table<K, V> table() {
        return new PlainTable<>(new HashMap<>());
    }

    private record PlainTable<K, V>(Map<K, V> map) implements Table<K, V> {
        @Override
        public @Nullable V get(Tx tx, K key) {
            return map.get(key);
        }

        @Override
        public void put(Tx tx, K key, V value) {
            map.put(key, value);
        }

        @Override
        public void remove(Tx tx, K key) {
            map.remove(key);
        }

        @Override
        public int size(Tx tx) {
            return map.size();
        }
    }

    @Override
    public <K extends Comparable<K>, V> SortedTable<K, V> sortedTable() {
        return new PlainSortedTable<>(new TreeMap<>());
    }

    private record PlainSortedTable<K, V>(NavigableMap<K, V> map) implements SortedTable<K, V> {
        @Override
        public void put(Tx tx, K key, V value) {
            map.put(key, value);
        }

        @Override
        public void remove(Tx tx, K key) {
            map.remove(key);
        }

        @Override
        public Iterable<V> between(Tx tx, K from, K to) {
            return map.subMap(from, true, to, false).values();
        }
    }

    @Override
    public <E> Bag<E> bag() {
        return new PlainBag<>(new ArrayList<>());
    }

    private record PlainBag<E>(List<E> elements) implements Bag<E> {
        @Override
        public List<E> elements(Tx tx) {
            return elements;
        }

        @Override
        public void add(Tx tx, E element) {
            elements.add(element);
        }

        @Override
        public void remove(Tx tx, E element) {
            elements.remove(element);
        }
    }
}
