package dev.tvar.stm.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.Access;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.engine.Space;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One lock, and from {@link #breakDown} on a fault: each third change of one kind goes wrong. */
public final class FaultySpace implements Space {
    private static final int ONE_IN = 3;

    /** The kind of change that goes wrong. */
    public enum Fault {
        /** A write to a number is lost. */
        LOST_NUMBER,
        /** A number becomes negative. */
        NEGATIVE_NUMBER,
        /** A write to a variable is lost. */
        LOST_VALUE,
        /** An entry is not added to a table. */
        LOST_PUT,
        /** An entry is not removed from a sorted table. */
        KEPT_IN_ORDER,
        /** An element is not added to a bag. */
        LOST_ELEMENT,
        /** An element is not removed from a bag. */
        KEPT_ELEMENT
    }

    private final Space sound = MeasuredEngine.GLOBAL_LOCK.adapter().space();
    private final Fault fault;
    private boolean brokenDown;
    private int changes;

    /** A space that works until it breaks down. */
    public FaultySpace(Fault fault) {
        this.fault = fault;
    }

    /** From now on the fault occurs. */
    public void breakDown() {
        brokenDown = true;
    }

    private boolean goesWrong(Fault kind) {
        return brokenDown && kind == fault && ++changes % ONE_IN == 0;
    }

    @Override
    public long run(Access access, Body body) {
        return sound.run(access, body);
    }

    @Override
    public <V> Variable<V> variable(V initial) {
        Variable<V> variable = sound.variable(initial);
        return new Variable<>() {
            @Override
            public V get(Tx tx) {
                return variable.get(tx);
            }

            @Override
            public void set(Tx tx, V value) {
                if (!goesWrong(Fault.LOST_VALUE)) {
                    variable.set(tx, value);
                }
            }
        };
    }

    @Override
    public LongVariable number(long initial) {
        LongVariable number = sound.number(initial);
        return new LongVariable() {
            @Override
            public long get(Tx tx) {
                return number.get(tx);
            }

            @Override
            public void set(Tx tx, long value) {
                if (!goesWrong(Fault.LOST_NUMBER)) {
                    number.set(tx, goesWrong(Fault.NEGATIVE_NUMBER) ? -1 - Math.abs(value) : value);
                }
            }
        };
    }

    @Override
    public <K, V> Table<K, V> table() {
        Table<K, V> table = sound.table();
        return new Table<>() {
            @Override
            public @Nullable V get(Tx tx, K key) {
                return table.get(tx, key);
            }

            @Override
            public void put(Tx tx, K key, V value) {
                if (!goesWrong(Fault.LOST_PUT)) {
                    table.put(tx, key, value);
                }
            }

            @Override
            public void remove(Tx tx, K key) {
                table.remove(tx, key);
            }

            @Override
            public int size(Tx tx) {
                return table.size(tx);
            }
        };
    }

    @Override
    public <K extends Comparable<K>, V> SortedTable<K, V> sortedTable() {
        SortedTable<K, V> table = sound.sortedTable();
        return new SortedTable<>() {
            @Override
            public void put(Tx tx, K key, V value) {
                table.put(tx, key, value);
            }

            @Override
            public void remove(Tx tx, K key) {
                if (!goesWrong(Fault.KEPT_IN_ORDER)) {
                    table.remove(tx, key);
                }
            }

            @Override
            public Iterable<V> between(Tx tx, K from, K to) {
                return table.between(tx, from, to);
            }
        };
    }

    @Override
    public <E> Bag<E> bag() {
        Bag<E> bag = sound.bag();
        return new Bag<>() {
            @Override
            public List<E> elements(Tx tx) {
                return bag.elements(tx);
            }

            @Override
            public void add(Tx tx, E element) {
                if (!goesWrong(Fault.LOST_ELEMENT)) {
                    bag.add(tx, element);
                }
            }

            @Override
            public void remove(Tx tx, E element) {
                if (!goesWrong(Fault.KEPT_ELEMENT)) {
                    bag.remove(tx, element);
                }
            }
        };
    }

    /** Operates on this space, which must break the law, and nothing but a law. */
    public void mustBreak(String broken, Runnable operation, Runnable law) {
        law.run(); // which holds until the fault occurs
        breakDown();
        String message = String.valueOf(assertThrows(IllegalStateException.class, () -> {
                    for (int i = 0; i < Crew.OPERATIONS; i++) {
                        damage(operation);
                        law.run();
                    }
                })
                .getMessage());
        assertTrue(message.startsWith("LAW BROKEN: " + broken), message);
    }

    /** An operation may itself find what earlier ones damaged. */
    private static void damage(Runnable operation) {
        try {
            operation.run();
        } catch (IllegalStateException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("LAW BROKEN"), e::toString);
        }
    }
}
