package dev.tvar.stm.testing.collection;

import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TransactionalMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One operation on a map, applied to the transactional one and to its model; both return the values observed. */
record MapOp(Kind kind, int id, int value) {
    /** A run of keys, long enough to make leaves split and vanish. */
    private static final int RUN = 50;

    enum Kind {
        PUT,
        GET,
        GET_OR_DEFAULT,
        CONTAINS,
        PUT_IF_ABSENT,
        REPLACE,
        REPLACE_VALUE,
        REPLACE_ALL,
        REMOVE,
        REMOVE_VALUE,
        REMOVE_IF,
        COMPUTE_IF_ABSENT,
        COMPUTE_IF_PRESENT,
        COMPUTE,
        MERGE,
        PUT_RUN,
        REMOVE_RUN,
        CLEAR,
        SIZE,
        IS_EMPTY,
        SNAPSHOT,
        FOR_EACH,
        ITERATE
    }

    @Nullable
    Object on(TransactionalMap<Key, Integer> map, Txn tx) {
        Key key = new Key(id);
        return switch (kind) {
            case PUT -> map.put(tx, key, value);
            case GET -> map.get(tx, key);
            case GET_OR_DEFAULT -> map.getOrDefault(tx, key, value);
            case CONTAINS -> map.containsKey(tx, key);
            case PUT_IF_ABSENT -> map.putIfAbsent(tx, key, value);
            case REPLACE -> map.replace(tx, key, value);
            case REPLACE_VALUE -> map.replace(tx, key, value, value + 1);
            case REPLACE_ALL -> {
                map.replaceAll(tx, this::replaced);
                yield null;
            }
            case REMOVE -> map.remove(tx, key);
            case REMOVE_VALUE -> map.remove(tx, key, value);
            case REMOVE_IF -> map.removeIf(tx, this::isSelected);
            case COMPUTE_IF_ABSENT -> map.computeIfAbsent(tx, key, this::made);
            case COMPUTE_IF_PRESENT -> map.computeIfPresent(tx, key, this::changed);
            case COMPUTE -> map.compute(tx, key, this::changed);
            case MERGE -> map.merge(tx, key, value, this::combined);
            case PUT_RUN -> {
                map.putAll(tx, run());
                yield null;
            }
            case REMOVE_RUN -> {
                run().keySet().forEach(each -> map.remove(tx, each));
                yield null;
            }
            case CLEAR -> {
                map.clear(tx);
                yield null;
            }
            case SIZE -> map.size(tx);
            case IS_EMPTY -> map.isEmpty(tx);
            case SNAPSHOT -> map.snapshot(tx);
            case FOR_EACH -> {
                Map<Key, Integer> all = new HashMap<>();
                map.forEach(tx, all::put);
                yield all;
            }
            case ITERATE -> {
                Map<Key, Integer> all = new HashMap<>();
                map.iterator(tx).forEachRemaining(entry -> all.put(entry.getKey(), entry.getValue()));
                yield all;
            }
        };
    }

    @Nullable
    Object on(Map<Key, Integer> model) {
        Key key = new Key(id);
        return switch (kind) {
            case PUT -> model.put(key, value);
            case GET -> model.get(key);
            case GET_OR_DEFAULT -> model.getOrDefault(key, value);
            case CONTAINS -> model.containsKey(key);
            case PUT_IF_ABSENT -> model.putIfAbsent(key, value);
            case REPLACE -> model.replace(key, value);
            case REPLACE_VALUE -> model.replace(key, value, value + 1);
            case REPLACE_ALL -> {
                model.replaceAll(this::replaced);
                yield null;
            }
            case REMOVE -> model.remove(key);
            case REMOVE_VALUE -> model.remove(key, value);
            case REMOVE_IF -> model.entrySet().removeIf(entry -> isSelected(entry.getKey(), entry.getValue()));
            case COMPUTE_IF_ABSENT -> model.computeIfAbsent(key, this::made);
            case COMPUTE_IF_PRESENT -> model.computeIfPresent(key, this::changed);
            case COMPUTE -> model.compute(key, this::changed);
            case MERGE -> model.merge(key, value, this::combined);
            case PUT_RUN -> {
                model.putAll(run());
                yield null;
            }
            case REMOVE_RUN -> {
                model.keySet().removeAll(run().keySet());
                yield null;
            }
            case CLEAR -> {
                model.clear();
                yield null;
            }
            case SIZE -> model.size();
            case IS_EMPTY -> model.isEmpty();
            case SNAPSHOT, FOR_EACH, ITERATE -> new HashMap<>(model);
        };
    }

    private Map<Key, Integer> run() {
        Map<Key, Integer> run = new TreeMap<>();
        for (int i = 0; i < RUN; i++) {
            run.put(new Key(id + i), value);
        }
        return run;
    }

    private Integer replaced(Key key, Integer present) {
        return (present + key.id()) % 10;
    }

    private boolean isSelected(Key key, Integer present) {
        return (present + key.id()) % 10 < value % 3;
    }

    private @Nullable Integer made(Key key) {
        return value % 3 == 0 ? null : value;
    }

    private @Nullable Integer changed(Key key, @Nullable Integer present) {
        return value % 3 == 0 ? null : present == null ? value : Integer.valueOf(present + value);
    }

    private @Nullable Integer combined(Integer present, Integer given) {
        return value % 3 == 0 ? null : Integer.valueOf(present - given);
    }
}
