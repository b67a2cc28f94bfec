package dev.tvar.stm.store;

import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Private copies of some values of a {@link TStore}, all of one instant, with the versions that they had. The copies and
 * the store know nothing of each other: changing one does not change the other, in neither direction.
 *
 * <p>{@link #commit()} writes what was {@link #set}, provided that none of the keys has moved, whether set or only read.
 * After a success the handle carries the new versions and can be used again. After a {@link ConcurrentUpdateException} it is
 * stale, and stays so until {@link #pullUpdates()}.
 *
 * <p>Inside a running transaction of the same thread, commit becomes a part of that one; the handle takes the new versions
 * when it has committed.
 *
 * <p>A handle is for one thread at a time.
 */
public final class Checkout {
    /** A checked-out key. */
    private static final class Entry {
        final Slot slot;
        long version;

        /** The private copy, if {@code copied}; else the store's own object, not to be given out. */
        @Nullable
        Object value;

        boolean copied;
        boolean edited;

        Entry(Slot slot, Versioned versioned) {
            this.slot = slot;
            take(versioned);
        }

        void take(Versioned versioned) {
            version = versioned.version();
            value = versioned.value();
            copied = false;
        }
    }

    private static final Patience PATIENCE = new Patience("commit of a checkout");

    private final TStore store;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Checkout(TStore store, Map<Slot, Versioned> read) {
        this.store = store;
        read.forEach((slot, versioned) -> entries.put(slot.key.name(), new Entry(slot, versioned)));
    }

    /**
     * The keys that were checked out.
     *
     * @return in the order in which they were asked for
     */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * The private copy of a value, or what was set last: always the same object. Changing that object in place changes
     * nothing in the store; to commit the change, {@link #set} it.
     *
     * @param key a checked-out key
     * @return the value; null if the key is unknown to the store
     * @throws IllegalArgumentException if the key was not checked out
     */
    public @Nullable Object get(String key) {
        Entry entry = entry(key);
        if (!entry.copied) {
            entry.value = entry.slot.key.copy(entry.value);
            entry.copied = true;
        }
        return entry.value;
    }

    /**
     * As {@link #get(String)}, with its type.
     *
     * @param <V> the type of the value
     * @param key a checked-out key
     * @param type its class
     * @return the value; null if the key is unknown to the store
     * @throws IllegalArgumentException if the key was not checked out
     * @throws ClassCastException if the value is of another type
     */
    public <V> @Nullable V get(String key, Class<V> type) {
        return TStore.cast(key, get(key), type);
    }

    /**
     * Sets a value in this handle; {@link #commit()} writes a copy of it.
     *
     * @param key a checked-out key
     * @param value the new value, or null
     * @throws IllegalArgumentException if the key was not checked out, is declared to be of another type, the value is not
     *     known to be immutable and the key has no copier, or the store is durable and has no codec for the value
     */
    public void set(String key, @Nullable Object value) {
        Entry entry = entry(key);
        entry.slot.key.check(value);
        entry.value = value;
        entry.copied = true;
        entry.edited = true;
    }

    /**
     * The version of a key that this handle holds: how often the key had been committed.
     *
     * @param key a checked-out key
     * @return 0 if the key was unknown to the store
     * @throws IllegalArgumentException if the key was not checked out
     */
    public long version(String key) {
        return entry(key).version;
    }

    /**
     * Writes what was set, if all checked-out keys still have the versions of this handle; else nothing. Waits for others
     * that are just committing.
     *
     * @throws ConcurrentUpdateException if keys have moved; nothing was written
     * @throws StorageException if the store is durable and could not write: see {@link TStore#open}
     * @throws IllegalStateException if the store is closed
     */
    public void commit() {
        commit(PATIENCE.endless());
    }

    /**
     * As {@link #commit()}, but does not wait for other transactions and does not run again for them. (With a durable store
     * it still waits for the disk.)
     *
     * @throws BusyRetryException if another transaction was in the way; nothing was written
     * @throws ConcurrentUpdateException if keys have moved; nothing was written
     * @throws StorageException if the store is durable and could not write: see {@link TStore#open}
     * @throws IllegalStateException if the store is closed
     */
    public void tryCommit() {
        PATIENCE.orBusy(once -> {
            commit(once);
            return this;
        });
    }

    private void commit(TxnExecutor executor) {
        store.checkOpen();
        Map<Entry, Object> edits = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.edited) {
                edits.put(entry, entry.slot.key.copy(entry.value));
            }
        }
        executor.run(tx -> write(tx, edits));
        store.checkWritten();
    }

    private void write(Txn tx, Map<Entry, @Nullable Object> edits) {
        checkVersions(tx);
        Map<Entry, LongSupplier> versions = new LinkedHashMap<>();
        edits.forEach((entry, copy) -> {
            entry.slot.write(tx, copy);
            versions.put(entry, store.versionWritten(tx, entry.slot));
        });
        tx.afterCommit(() -> versions.forEach((entry, version) -> {
            entry.version = version.getAsLong();
            entry.edited = false;
        }));
    }

    private void checkVersions(Txn tx) {
        SortedMap<String, VersionMove> moved = new TreeMap<>();
        for (Entry entry : entries.values()) {
            long current = entry.slot.version(tx);
            if (current != entry.version) {
                moved.put(entry.slot.key.name(), new VersionMove(entry.version, current));
            }
        }
        if (!moved.isEmpty()) {
            throw new ConcurrentUpdateException(moved);
        }
    }

    /**
     * Brings this handle up to date with the store, all keys at one instant. Values that were not set here are replaced by
     * fresh copies where their keys have moved. <b>Values that were set here are kept</b>, and their versions are brought up
     * to date, so that the next commit overwrites what others have committed to them; the result tells which those are.
     *
     * @return what has moved
     */
    public Pulled pullUpdates() {
        SortedMap<String, VersionMove> moved = new TreeMap<>();
        Set<String> kept = new TreeSet<>();
        for (Map.Entry<Slot, Versioned> now : store.read(entries.keySet()).entrySet()) {
            String key = now.getKey().key.name();
            Entry entry = entry(key);
            if (entry.version == now.getValue().version()) {
                continue;
            }
            moved.put(key, new VersionMove(entry.version, now.getValue().version()));
            if (entry.edited) {
                kept.add(key);
                entry.version = now.getValue().version();
            } else {
                entry.take(now.getValue());
            }
        }
        return new Pulled(moved, kept);
    }

    private Entry entry(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("key '" + key + "' was not checked out; these were: " + keys());
        }
        return entry;
    }

    /** The keys with their versions, those that were set marked with a star. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("checkout of");
        entries.forEach((key, entry) ->
                text.append(' ').append(key).append('@').append(entry.version).append(entry.edited ? "*" : ""));
        return text.toString();
    }
}
