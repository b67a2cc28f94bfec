package dev.tvar.stm.benchmarks.engine;

import org.jspecify.annotations.Nullable;

/** This library where one operation is all: a lookup outside any transaction. Changes are transactions as ever. */
final class OwnSingleEngine extends OwnEngine {
    @Override
    public SharedMap map() {
        return new OwnMap() {
            @Override
            public @Nullable Integer get(Integer key) {
                return map.getNow(key);
            }
        };
    }
}
