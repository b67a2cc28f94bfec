package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.testing.peer.ScalaStmMemory;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.TreeMap;
import scala.collection.immutable.TreeMap$;
import scala.concurrent.stm.InTxn;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.Ref$;
import scala.concurrent.stm.TMap;
import scala.concurrent.stm.TMap$;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.Ordering$;
import scala.reflect.ClassTag$;

/**
 * ScalaSTM: a Ref for each variable, with boxed numbers, which are faster from Java; its TMap; an immutable TreeMap in a Ref,
 * since it has no sorted map of its own.
 */
final class ScalaStmSpace implements Space {
    @Override
    public long run(Access access, Body body) {
        return ScalaStmMemory.<Long>atomic(tx -> body.run(new Handle(tx)));
    }

    private record Handle(InTxn txn) implements Tx {}

    private static InTxn txn(Tx tx) {
        return ((Handle) tx).txn;
    }

    @SuppressWarnings("unchecked") // Scala says Object where its source says V
    private static <V> Ref<V> ref(V initial) {
        return (Ref<V>) Ref$.MODULE$.<Object>apply(initial, ClassTag$.MODULE$.Object());
    }

    @Override
    public <V> Variable<V> variable(V initial) {
        return new Wrapped<>(ref(initial));
    }

    private record Wrapped<V>(Ref<V> variable) implements Variable<V> {
        @Override
        public V get(Tx tx) {
            return variable.get(txn(tx));
        }

        @Override
        public void set(Tx tx, V value) {
            variable.set(value, txn(tx));
        }
    }

    @Override
    public LongVariable number(long initial) {
        return new WrappedLong(ref(initial));
    }

    private record WrappedLong(Ref<Long> variable) implements LongVariable {
        @Override
        public long get(Tx tx) {
            return variable.get(txn(tx));
        }

        @Override
        public void set(Tx tx, long value) {
            variable.set(value, txn(tx));
        }
    }

    @Override
    public <K, V> Table<K, V> table() {
        return new WrappedMap<>(TMap$.MODULE$.<K, V>empty());
    }

    private record WrappedMap<K, V>(TMap<K, V> map) implements Table<K, V> {
        @Override
        public @Nullable V get(Tx tx, K key) {
            Option<V> found = map.get(key, txn(tx));
            return found.isEmpty() ? null : found.get();
        }

        @Override
        public void put(Tx tx, K key, V value) {
            map.put(key, value, txn(tx));
        }

        @Override
        public void remove(Tx tx, K key) {
            map.remove(key, txn(tx));
        }

        @Override
        public int size(Tx tx) {
            return map.size(txn(tx));
        }
    }

    @Override
    public <K extends Comparable<K>, V> SortedTable<K, V> sortedTable() {
        return new Tree<>(ref(
                TreeMap$.MODULE$.<K, V>empty(Ordering$.MODULE$.comparatorToOrdering(Comparator.<K>naturalOrder()))));
    }

    private record Tree<K, V>(Ref<TreeMap<K, V>> tree) implements SortedTable<K, V> {
        @Override
        public void put(Tx tx, K key, V value) {
            tree.set(tree.get(txn(tx)).updated(key, value), txn(tx));
        }

        @Override
        public void remove(Tx tx, K key) {
            tree.set(tree.get(txn(tx)).removed(key), txn(tx));
        }

        @Override
        public Iterable<V> between(Tx tx, K from, K to) {
            return CollectionConverters.asJava(tree.get(txn(tx)).range(from, to).values());
        }
    }

    @Override
    public <E> Bag<E> bag() {
        return new CopiedBag<>(variable(new ArrayList<>()));
    }
}
