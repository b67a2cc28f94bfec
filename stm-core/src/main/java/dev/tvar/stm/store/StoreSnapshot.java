package dev.tvar.stm.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All names, values and versions of a {@link TStore} at one instant. It never changes, and may be shared between threads.
 * Each value that it gives out is a new copy.
 */
public final class StoreSnapshot {
    private record Held(Key key, Versioned versioned) {}

    private final TreeMap<String, Held> held = new TreeMap<>();

    StoreSnapshot() {}

    /** Used by the store before it gives the snapshot out. */
    void add(Key key, Versioned versioned) {
        held.put(key.name(), new Held(key, versioned));
    }

    /**
     * The names of all keys that had been committed.
     *
     * @return in order
     */
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(held.keySet()));
    }

    /** Returns copies of all values, in order of the keys, with an {@link UnreadableValue} for each that cannot be read. */
    SortedMap<String, @Nullable Object> values() {
        SortedMap<String, @Nullable Object> values = new TreeMap<>();
        held.forEach((key, found) -> {
            Object value = found.versioned.value();
            values.put(key, value instanceof UnreadableValue ? value : found.key.copy(value));
        });
        return values;
    }

    /**
     * A copy of a value.
     *
     * @param key its name
     * @return a new copy; null if the key was unknown
     */
    public @Nullable Object get(String key) {
        Held found = held.get(key);
        return found == null ? null : found.key.copy(found.versioned.value());
    }

    /**
     * As {@link #get(String)}, with its type.
     *
     * @param <V> the type of the value
     * @param key its name
     * @param type its class
     * @return a new copy; null if the key was unknown
     * @throws ClassCastException if the value is of another type
     */
    public <V> @Nullable V get(String key, Class<V> type) {
        return TStore.cast(key, get(key), type);
    }

    /**
     * The version of a key.
     *
     * @param key its name
     * @return how often it had been committed; 0 if it was unknown
     */
    public long version(String key) {
        Held found = held.get(key);
        return found == null ? 0 : found.versioned.version();
    }
}
