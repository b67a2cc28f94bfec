package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;
import scala.collection.immutable.TreeMap;
import scala.collection.immutable.TreeMap$;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.Ordering$;

/**
 * This library behind boxes, as programs for JVSTM have them (Cachopo and Rito-Silva, "Versioned Boxes as the Basis for Memory
 * Transactions", 2006): an access has no parameter for the transaction, which is found through a thread-local; a number is an
 * object; an operation that only reads sees one version; and a table is an immutable map in one box.
 */
final class BoxSpace implements Space {
    /** The transaction or snapshot that runs on a thread. */
    private static final class Running {
        private @Nullable ReadTxn reading;
        private @Nullable Txn writing;

        private ReadTxn reading() {
            return required(reading, "no transaction runs on this thread");
        }

        private Txn writing() {
            return required(writing, "a write in an operation that is declared to read only");
        }

        private static <T> T required(@Nullable T present, String otherwise) {
            if (present == null) {
                throw new IllegalStateException(otherwise);
            }
            return present;
        }
    }

    private static final ThreadLocal<Running> RUNNING = ThreadLocal.withInitial(Running::new);

    /** Boxes need no handle. */
    private static final Tx IMPLIED = new Tx() {};

    @Override
    public long run(Access access, Body body) {
        return access.isReadOnly()
                ? STM.<Long, RuntimeException>snapshot(tx -> run(tx, null, body))
                : STM.<Long, RuntimeException>atomically(tx -> run(tx, tx, body));
    }

    private static long run(ReadTxn reading, @Nullable Txn writing, Body body) {
        Running running = RUNNING.get();
        running.reading = reading;
        running.writing = writing;
        try {
            return body.run(IMPLIED);
        } finally {
            running.reading = null;
            running.writing = null;
        }
    }

    /** A box. */
    private record Box<V>(TVar<V> variable) implements Variable<V> {
        private Box(V initial) {
            this(TVar.of(initial));
        }

        private V get() {
            return variable.get(RUNNING.get().reading());
        }

        private void put(V value) {
            variable.set(RUNNING.get().writing(), value);
        }

        @Override
        public V get(Tx tx) {
            return get();
        }

        @Override
        public void set(Tx tx, V value) {
            put(value);
        }
    }

    @Override
    public <V> Variable<V> variable(V initial) {
        return new Box<>(initial);
    }

    @Override
    public LongVariable number(long initial) {
        return new BoxedLong(new Box<>(initial));
    }

    private record BoxedLong(Box<Long> box) implements LongVariable {
        @Override
        public long get(Tx tx) {
            return box.get();
        }

        @Override
        public void set(Tx tx, long value) {
            box.put(value);
        }
    }

    @Override
    public <K, V> Table<K, V> table() {
        return new Hashed<>(new Box<>(HashMap$.MODULE$.<K, V>empty()));
    }

    private record Hashed<K, V>(Box<HashMap<K, V>> box) implements Table<K, V> {
        @Override
        public @Nullable V get(Tx tx, K key) {
            Option<V> found = box.get().get(key);
            return found.isEmpty() ? null : found.get();
        }

        @Override
        public void put(Tx tx, K key, V value) {
            box.put(box.get().updated(key, value));
        }

        @Override
        public void remove(Tx tx, K key) {
            box.put(box.get().removed(key));
        }

        @Override
        public int size(Tx tx) {
            return box.get().size();
        }
    }

    @Override
    public <K extends Comparable<K>, V> SortedTable<K, V> sortedTable() {
        return new Tree<>(new Box<>(
                TreeMap$.MODULE$.<K, V>empty(Ordering$.MODULE$.comparatorToOrdering(Comparator.<K>naturalOrder()))));
    }

    private record Tree<K, V>(Box<TreeMap<K, V>> box) implements SortedTable<K, V> {
        @Override
        public void put(Tx tx, K key, V value) {
            box.put(box.get().updated(key, value));
        }

        @Override
        public void remove(Tx tx, K key) {
            box.put(box.get().removed(key));
        }

        @Override
        public Iterable<V> between(Tx tx, K from, K to) {
            return CollectionConverters.asJava(box.get().range(from, to).values());
        }
    }

    @Override
    public <E> Bag<E> bag() {
        return new CopiedBag<>(variable(new ArrayList<>()));
    }
}
