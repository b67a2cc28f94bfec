package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.store.Bases.Base;
import dev.tvar.stm.store.Bases.Edit;
import dev.tvar.stm.store.spi.SharedStorage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Private copies of some values of a {@link TStore}, all of one instant, with the versions that they had. The copies are
 * independent of the store: changing a copy does not change the store, and later commits to the store do not
 * change the copies.
 *
 * <p>{@link #commit()} writes the values that were {@link #set}, provided that none of the keys has moved, whether set or only
 * read. After a success the handle has the new versions and can be used again. After a {@link ConcurrentUpdateException} it is
 * stale until {@link #pullUpdates()}.
 *
 * <p>Inside a running transaction of the same thread, a commit becomes part of that transaction. The handle has the new
 * versions immediately, and can be set and committed again. If the transaction or the nested part is undone, the handle returns
 * to its state before it.
 *
 * <p>A handle that was checked out in a transaction holds the values that the transaction had written by then. If the
 * transaction is undone or writes the key again, those values are never committed, and a commit of the handle throws
 * {@link ConcurrentUpdateException}. On a {@linkplain SharedStorage shared store} the handle is stale even if the transaction
 * commits: the storage assigns the version of a written key at the commit, and the handle has a provisional one. Call
 * {@link #pullUpdates()}, or check the key out after the transaction. A handle whose own commit wrote the key in the transaction
 * receives the assigned version.
 *
 * <p>Inside {@link dev.tvar.stm.STM#snapshot}, handles can be read and set; {@link #commit}, {@link #tryCommit} and
 * {@link #pullUpdates} throw {@link IllegalStateException}.
 *
 * <p>A handle is for one thread at a time.
 */
public final class Checkout {
    /** The state of one checked-out key in this handle. */
    private static final class Entry {
        final Slot slot;

        /** The value that was set last. */
        @Nullable
        Edit edit;

        /** The base from which {@code copy} was made; null if there is no copy. */
        @Nullable
        Base copied;

        @Nullable
        Object copy;

        Entry(Slot slot) {
            this.slot = slot;
        }

        void copyIs(Base base, @Nullable Object value) {
            copied = base;
            copy = value;
        }
    }

    private static final Patience PATIENCE = new Patience("commit of a checkout");

    private final TStore store;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final TVar<Bases> bases;

    Checkout(TStore store, Map<Slot, Versioned> read) {
        this.store = store;
        read.keySet().forEach(slot -> entries.put(slot.key.name(), new Entry(slot)));
        bases = TVar.named("versions of a checkout", Bases.of(read));
    }

    /** Returns whether the variable holds the bases of a handle, which belong to one thread. */
    static boolean isOwn(Object variable) {
        return variable instanceof TVar<?> candidate && candidate.now() instanceof Bases;
    }

    /**
     * Returns the keys that were checked out.
     *
     * @return the keys in the order in which they were given to {@link TStore#checkout}; unmodifiable
     */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * Returns the private copy of a value, or the value that was set last: the same object at each call until a pull replaces
     * it. Changing that object in place does not change the store; to commit the change, {@link #set} it.
     *
     * @param key a checked-out key
     * @return the value; null if the key is unknown to the store
     * @throws IllegalArgumentException if the key was not checked out
     */
    public @Nullable Object get(String key) {
        Entry entry = entry(key);
        Base base = base(entry);
        Edit edit = entry.edit;
        if (edit != null && base.isUnsettled(edit)) {
            return edit.value;
        }
        if (entry.copied != base) {
            entry.copyIs(base, entry.slot.key.copy(base.versioned().value()));
        }
        return entry.copy;
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
        entry.edit = new Edit(value);
    }

    /**
     * Returns the version of a key in this handle: the number of its commits up to the checkout, commit or pull.
     *
     * @param key a checked-out key
     * @return 0 if the key was unknown to the store
     * @throws IllegalArgumentException if the key was not checked out
     */
    public long version(String key) {
        return base(entry(key)).versioned().version();
    }

    /**
     * Writes the values that were set, if all checked-out keys still have the versions of this handle; otherwise writes
     * nothing. Waits for transactions that are committing at the same time.
     *
     * @throws ConcurrentUpdateException if keys have moved; nothing was written
     * @throws StorageException if the store is durable and could not write: see {@link TStore#open}
     * @throws IllegalStateException if the store is closed
     */
    public void commit() {
        commit(PATIENCE.endless());
    }

    /**
     * As {@link #commit()}, but neither waits for other transactions nor retries after a conflict. On a durable store it still
     * waits for the disk.
     *
     * @throws BusyRetryException if another transaction blocks the commit or conflicts with it; nothing was written
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
        Bases held = bases();
        Map<Entry, @Nullable Object> copies = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            Edit edit = entry.edit;
            if (edit != null && held.of(entry.slot).isUnsettled(edit)) {
                entry.slot.key.check(edit.value); // a type may have been declared since it was set
                copies.put(entry, entry.slot.key.copy(edit.value));
            }
        }
        executor.run(tx -> write(tx, held, copies));
    }

    private void write(Txn tx, Bases held, Map<Entry, @Nullable Object> copies) {
        requireUnmoved(tx, held);
        Map<Slot, Base> written = new LinkedHashMap<>();
        copies.forEach((entry, copy) -> {
            Slot slot = entry.slot;
            slot.key.check(copy);
            slot.write(tx, copy);
            Base base = new Base(new Versioned(copy, slot.version(tx)), entry.edit);
            written.put(slot, base);
            entry.copyIs(base, Objects.requireNonNull(entry.edit).value);
        });
        if (!written.isEmpty()) {
            rebase(tx, held.with(written), store.outcome(tx));
        }
    }

    private void requireUnmoved(Txn tx, Bases held) {
        SortedMap<String, VersionMove> moved = new TreeMap<>();
        held.bySlot().forEach((slot, base) -> {
            Versioned now = slot.read(tx);
            if (!base.isStill(now)) {
                moved.put(slot.key.name(), base.moveTo(now));
            }
        });
        if (!moved.isEmpty()) {
            throw new ConcurrentUpdateException(moved);
        }
    }

    /** Sets the bases of the handle; undone with the transaction. */
    private void rebase(Txn tx, Bases next, @Nullable Outcome outcome) {
        bases.set(tx, next);
        if (store.isDecidedElsewhere()) { // then the engine does not publish the variable
            tx.afterCommit(() -> settle(outcome == null ? next : outcome.settle(next)));
        }
    }

    private void settle(Bases settled) {
        for (Entry entry : entries.values()) {
            Base base = settled.of(entry.slot);
            if (entry.copied != null && entry.copied.settled() == base.settled()) {
                entry.copied = base;
            }
        }
        STM.run(tx -> bases.set(tx, settled));
    }

    /**
     * Brings this handle up to date with the store, all keys at one instant. Where a key has moved, a value that was not set
     * here is replaced by a fresh copy. <b>Values that were set here are kept</b> with the current version, so the next commit
     * overwrites the values that other transactions have committed; the result names these keys.
     *
     * @return the keys that have moved
     */
    public Pulled pullUpdates() {
        return PATIENCE.endless().atomically(this::pull);
    }

    private Pulled pull(Txn tx) {
        Bases held = bases.get(tx);
        SortedMap<String, VersionMove> moved = new TreeMap<>();
        Set<String> kept = new TreeSet<>();
        Map<Slot, Base> pulled = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            Base base = held.of(entry.slot);
            Versioned now = entry.slot.read(tx);
            if (!base.isStill(now)) {
                boolean keep = base.isUnsettled(entry.edit);
                moved.put(key, base.moveTo(now));
                pulled.put(entry.slot, new Base(now, keep ? base.settled() : entry.edit));
                if (keep) {
                    kept.add(key);
                }
            }
        });
        if (!pulled.isEmpty()) {
            rebase(tx, held.with(pulled), null);
        }
        return new Pulled(moved, kept);
    }

    /** Returns the bases as the running transaction of this thread, if any, sees them. */
    private Bases bases() {
        return STM.snapshot(bases::get);
    }

    private Base base(Entry entry) {
        return bases().of(entry.slot);
    }

    private Entry entry(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("key '" + key + "' was not checked out; these were: " + keys());
        }
        return entry;
    }

    /** Lists the keys with their versions; a star marks a value that is set and not committed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("checkout of");
        Bases held = bases();
        entries.forEach((key, entry) -> {
            Base base = held.of(entry.slot);
            text.append(' ').append(key).append('@').append(base.versioned().version());
            text.append(base.isUnsettled(entry.edit) ? "*" : "");
        });
        return text.toString();
    }
}
