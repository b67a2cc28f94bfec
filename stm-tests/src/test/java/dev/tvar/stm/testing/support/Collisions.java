package dev.tvar.stm.testing.support;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TransactionalMap;
import java.util.Objects;

/** Makes the writers of a map collide, in a fixed order. */
public final class Collisions {
    /** The number of collisions, one after the other, that spreads a small map. */
    public static final int TOO_MANY = 5;

    private Collisions() {}

    /** Changes the value of a present key this number of times, each time after {@link #prepare}; restores it in the end. */
    public static <K> void run(TransactionalMap<K, Integer> map, K key, int times) {
        int value = Objects.requireNonNull(map.snapshot().get(key));
        for (int i = 0; i < times; i++) {
            prepare(map, key);
            STM.run(tx -> map.put(tx, key, value - 1));
            STM.run(tx -> map.put(tx, key, value));
        }
    }

    /** Another thread changes the value of a key, and undoes that: the next change collides with it. */
    public static <K> void prepare(TransactionalMap<K, Integer> map, K key) {
        TestThreads.elsewhere(() -> assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    map.put(tx, key, Integer.MIN_VALUE);
                    throw new IllegalStateException("undone on purpose");
                })));
    }
}
