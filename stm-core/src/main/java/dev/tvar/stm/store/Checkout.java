package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.store.Bases.Base;
import dev.tvar.stm.store.Bases.Edit;
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
 * Private copies of some values of a {@link TStore}, all of one instant, with the versions that they had. The copies and
 * the store know nothing of each other: changing one does not change the other, in neither direction.
 *
 * <p>{@link #commit()} writes what was {@link #set}, provided that none of the keys has moved, whether set or only read.
 * After a success the handle carries the new versions and can be used again. After a {@link ConcurrentUpdateException} it is
 * stale, and stays so until {@link #pullUpdates()}.
 *
 * <p>Inside a running transaction of the same thread, commit becomes a part of that one: the handle carries the new versions
 * there at once, can be set and committed again, and is back where it was if the transaction, or the nested part, is undone.
 * A handle that was checked out in a transaction may hold what that transaction wrote; if it is undone, or writes the key once
 * more, the handle holds what never was committed, and its commit throws {@link ConcurrentUpdateException}.
 *
 * <p>Inside {@link dev.tvar.stm.STM#snapshot}, handles can be read and set; {@link #commit}, {@link #tryCommit} and
 * {@link #pullUpdates} throw {@link IllegalStateException}.
 *
 * <p>A handle is for one thread at a time.
 */
public final class Checkout {
    /** A checked-out key, as far as it is the handle's own. */
    private static final class Entry {
        final Slot slot;

        /** What was set last. */
        @Nullable
        Edit edit;

        /** The base of which {@code copy} is the private copy, if there is one. */
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

    /** Whether this is such a variable of a handle, which tells nothing to other threads. */
    static boolean isOwn(Object variable) {
        return variable instanceof TVar<?> candidate && candidate.now() instanceof Bases;
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
     * The version of a key that this handle holds: how often the key had been committed.
     *
     * @param key a checked-out key
     * @return 0 if the key was unknown to the store
     * @throws IllegalArgumentException if the key was not checked out
     */
    public long version(String key) {
        return base(entry(key)).versioned().version();
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

    /** Has the handle carry these from now on, in this transaction, and after it if it commits. */
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
     * Brings this handle up to date with the store, all keys at one instant. Values that were not set here are replaced by
     * fresh copies where their keys have moved. <b>Values that were set here are kept</b>, and their versions are brought up
     * to date, so that the next commit overwrites what others have committed to them; the result tells which those are.
     *
     * @return what has moved
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

    /** As the running transaction of this thread, if there is one, has left them. */
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

    /** The keys with their versions, those that were set marked with a star. */
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
