package dev.tvar.stm.testing.lincheck;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/** A map of a few keys, without its size: that reads thousands of variables, too many for a model checker. */
@Param(name = "key", gen = IntGen.class, conf = "1:3")
@Param(name = "value", gen = IntGen.class, conf = "1:9")
public class SmallMap {
    private final TMap<Integer, Integer> map = TMap.create();

    /** Sets a value; zero stands for none, here and below. */
    @Operation
    public int put(@Param(name = "key") int key, @Param(name = "value") int value) {
        return STM.atomically(tx -> orZero(map.put(tx, key, value)));
    }

    /** Takes a value out. */
    @Operation
    public int remove(@Param(name = "key") int key) {
        return STM.atomically(tx -> orZero(map.remove(tx, key)));
    }

    /** Moves a value to another key. */
    @Operation
    public boolean move(@Param(name = "key") int from, @Param(name = "key") int to) {
        return STM.atomically(tx -> {
            Integer value = map.remove(tx, from);
            if (value != null) {
                map.put(tx, to, value);
            }
            return value != null;
        });
    }

    /** Reads a value. */
    @Operation
    public int get(@Param(name = "key") int key) {
        return STM.snapshot(tx -> orZero(map.get(tx, key)));
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
