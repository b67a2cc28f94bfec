package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSortedMap;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** This library: TVar, TLong, TMap and TSortedMap. An operation that only reads is a snapshot. */
final class TVarSpace implements Space {
    @Override
    public long run(Access access, Body body) {
        return access.isReadOnly()
                ? STM.<Long, RuntimeException>snapshot(tx -> body.run(new Handle(tx, null)))
                : STM.<Long, RuntimeException>atomically(tx -> body.run(new Handle(tx, tx)));
    }

    /** Both types of handle, so that no access casts to an interface. */
    private record Handle(ReadTxn reading, @Nullable Txn writing) implements Tx {}

    private static ReadTxn reading(Tx tx) {
        return ((Handle) tx).reading;
    }

    private static Txn writing(Tx tx) {
        Txn writing = ((Handle) tx).writing;
        if (writing == null) {
            throw new IllegalStateException("a write in an operation that is declared to read only");
        }
        return writing;
    }

    @Override
    public <V> Variable<V> variable(V initial) {
        return new Wrapped<>(TVar.of(initial));
    }

    private record Wrapped<V>(TVar<V> variable) implements Variable<V> {
        @Override
        public V get(Tx tx) {
            return variable.get(reading(tx));
        }

        @Override
        public void set(Tx tx, V value) {
            variable.set(writing(tx), value);
        }
    }

    @Override
    public LongVariable number(long initial) {
        return new WrappedLong(TLong.of(initial));
    }

    private record WrappedLong(TLong variable) implements LongVariable {
        @Override
        public long get(Tx tx) {
            return variable.get(reading(tx));
        }

        @Override
        public void set(Tx tx, long value) {
            variable.set(writing(tx), value);
        }

        @Override
        public void add(Tx tx, long delta) {
            variable.add(writing(tx), delta);
        }
    }

    @Override
    public <K, V> Table<K, V> table() {
        return new WrappedMap<>(TMap.create());
    }

    private record WrappedMap<K, V>(TMap<K, V> map) implements Table<K, V> {
        @Override
        public @Nullable V get(Tx tx, K key) {
            return map.get(reading(tx), key);
        }

        @Override
        public void put(Tx tx, K key, V value) {
            map.put(writing(tx), key, value);
        }

        @Override
        public void remove(Tx tx, K key) {
            map.remove(writing(tx), key);
        }

        @Override
        public int size(Tx tx) {
            return map.size(reading(tx));
        }
    }

    @Override
    public <K extends Comparable<K>, V> SortedTable<K, V> sortedTable() {
        return new WrappedSortedMap<>(TSortedMap.<K, V>create());
    }

    private record WrappedSortedMap<K, V>(TSortedMap<K, V> map) implements SortedTable<K, V> {
        @Override
        public void put(Tx tx, K key, V value) {
            map.put(writing(tx), key, value);
        }

        @Override
        public void remove(Tx tx, K key) {
            map.remove(writing(tx), key);
        }

        @Override
        public Iterable<V> between(Tx tx, K from, K to) {
            return map.asMap(reading(tx)).subMap(from, true, to, false).values();
        }
    }

    @Override
    public <E> Bag<E> bag() {
        return new CopiedBag<>(variable(new ArrayList<>()));
    }
}
