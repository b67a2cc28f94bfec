package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Named values with versions: check out private copies, change them, and commit all of them or none. Each key has a
 * version, which counts its commits and begins at 0, where the value is null.
 *
 * <p>Its values live in this process, on its disk ({@link #open(Path)}), or in an engine that processes share: the stores of
 * such engines are subclasses, which have no other way to change what the methods do.
 *
 * <p>All methods may be called by any thread. The contract stands in the {@linkplain dev.tvar.stm.store package
 * description}.
 */
public class TStore implements AutoCloseable {
    private static final Patience PATIENCE = new Patience("checkout");

    private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();
    private final Backing backing;

    private TStore(Backing backing) {
        this.backing = backing;
    }

    /**
     * For authors of engines: a store whose values live in an engine that other processes use as well. It is empty until
     * the engine has {@linkplain #show shown} what is there.
     *
     * @param storage commits what transactions write
     * @param common codecs for common types, in place of those for files
     * @param own the user's codecs
     */
    protected TStore(SharedStorage storage, List<ValueCodec<?>> common, List<ValueCodec<?>> own) {
        backing = new Sharing(storage, new Codecs(common, own));
    }

    /**
     * For authors of engines: brings the mirror from one state of the engine to a later one, at one instant. By one thread
     * at a time, and not by the one that is committing: what that does is part of its transaction.
     *
     * @param changed the keys that differ, with what they are now; version 0 for those that are not there any more
     * @throws IllegalStateException if this thread is committing to it
     */
    protected final void show(Map<String, StoredValue> changed) {
        ((Sharing) backing).show(changed, this::slot);
    }

    /**
     * A new, empty store in memory.
     *
     * @return the store
     */
    public static TStore create() {
        return new TStore(Backing.MEMORY);
    }

    /**
     * As {@link #open(Path, StoreOptions)}, with {@link StoreOptions#defaults()}.
     *
     * @param file where the values are kept
     * @return the store
     * @throws StorageException if no engine is on the path, another store has the file open, or it cannot be read
     */
    public static TStore open(Path file) {
        return open(file, StoreOptions.defaults());
    }

    /**
     * Opens a durable store: the values of the file are there, and a commit has reached the disk, as safely as the
     * {@link SyncPolicy} says, when its caller is told of it. Needs an engine, such as the one in the artifact
     * {@code dev.tvar:stm-store-durable}. One process at a time can have the file open.
     *
     * <p>If a write fails, the caller of the commit gets a {@link StorageException}, as does every commit after it: memory is
     * then ahead of the disk, and the store must be closed and opened again.
     *
     * @param file where the values are kept; made if it does not exist
     * @param options sync policy, codecs, engine
     * @return the store; {@link #close()} gives back the file
     * @throws StorageException if no engine is on the path, another store has the file open, or it cannot be read
     */
    public static TStore open(Path file, StoreOptions options) {
        Codecs codecs = new Codecs(options.codecs());
        Storage storage = Durability.provider(options).open(file, options.sync());
        boolean opened = false;
        try {
            Durability durability = new Durability(storage, codecs, options.sync());
            TStore store = new TStore(durability);
            storage.load().forEach((key, stored) -> store.slot(key, codecs.decode(key, stored)));
            durability.journal.start();
            opened = true;
            return store;
        } finally {
            if (!opened) {
                storage.close();
            }
        }
    }

    // ---- keys

    /**
     * Declares the type of a key's values and how they are copied. Needed for values that are not known to be immutable;
     * known are strings, boxed numbers, enums, java.time, records of those, and arrays of primitives, which are copied.
     *
     * @param <V> the type of the values
     * @param key its name
     * @param type the class of the values
     * @param copier makes private copies; {@link Copier#identity()} for immutable values
     * @throws IllegalArgumentException if the key holds or was declared to hold another type, has another copier already, or
     *     the store is durable and has no codec for the type
     */
    @SuppressWarnings("unchecked") // it only ever gets values of the key, which are checked against the type
    public final <V> void declare(String key, Class<V> type, Copier<V> copier) {
        Slot slot = slot(key);
        slot.key.declare(type, (Copier<Object>) Objects.requireNonNull(copier, "copier"), slot.present());
    }

    /**
     * A key as a transactional variable, for use inside transactions; the same variable at each call. It holds null as long
     * as the key is unknown. Reading it, in a transaction, and committing to it compose with everything else in that
     * transaction. A transaction that writes it
     * counts as one commit of the key.
     *
     * <p>With a durable store, a transaction that wrote the variable is on disk, as safely as the {@link SyncPolicy} says,
     * when the call that runs it returns. If the disk fails, the thread's uncaught-exception handler hears of it.
     *
     * @param <V> the type of the values
     * @param key its name
     * @param type the class of the values, which must be immutable
     * @return the variable
     * @throws IllegalArgumentException if the key holds or was declared to hold another type, its values can be changed in
     *     place, or the store is durable and has no codec for the type
     */
    public final <V> TVar<@Nullable V> var(String key, Class<V> type) {
        Slot slot = slot(key);
        slot.key.declare(type, null, slot.present());
        slot.key.requireImmutable();
        return slot.variable();
    }

    /**
     * The version of a key.
     *
     * @param key its name
     * @return how often it has been committed; 0 if it is unknown
     */
    public final long version(String key) {
        Slot slot = slots.get(key);
        return slot == null ? 0 : STM.snapshot(slot::version);
    }

    /**
     * The names of all keys that have been committed, at one instant.
     *
     * @return in order; not changed by later commits
     */
    public final SortedSet<String> names() {
        return snapshot().names();
    }

    // ---- checkouts

    /**
     * Checks out keys: private copies of their values, all of one instant, with their versions.
     *
     * @param keys their names; unknown ones have the version 0 and the value null
     * @return the handle
     */
    public final Checkout checkout(String... keys) {
        return checkout(List.of(keys));
    }

    /**
     * As {@link #checkout(String...)}.
     *
     * @param keys their names
     * @return the handle
     */
    public final Checkout checkout(Collection<String> keys) {
        return new Checkout(this, read(keys));
    }

    /**
     * As {@link #checkout(String...)}, but does not wait for other transactions and does not run again for them.
     *
     * @param keys their names
     * @return the handle
     * @throws BusyRetryException if another transaction was in the way
     */
    public final Checkout tryCheckout(String... keys) {
        return PATIENCE.orBusy(once -> new Checkout(this, read(once, List.of(keys))));
    }

    /**
     * Checks out keys, runs {@code body} on the handle and commits it; if others were in the way, with a
     * {@link ConcurrentUpdateException} or a {@link BusyRetryException}, all of it again, as the policy says.
     *
     * @param <X> what the body throws
     * @param policy how often and for how long
     * @param keys the names of the keys
     * @param body what to do; may run more than once, never more than {@link RetryPolicy#maxTries()} times
     * @return the handle of the try that succeeded, with the new versions; it can be used again
     * @throws X whatever else leaves the body, at once and unchanged; nothing was written
     * @throws StoreConflictException the conflict of the last try, if all tries were lost, or the thread was interrupted
     *     between two (its flag is set); nothing was written
     */
    public final <X extends Throwable> Checkout changeset(
            RetryPolicy policy, Collection<String> keys, ChangesetBody<? extends X> body) throws X {
        List<String> names = List.copyOf(keys);
        Tries tries = new Tries(policy);
        while (true) {
            try {
                Checkout checkout = checkout(names);
                body.run(checkout);
                checkout.commit();
                return checkout;
            } catch (StoreConflictException conflict) {
                if (!tries.another()) {
                    throw conflict;
                }
            }
        }
    }

    // ---- all of it

    /**
     * Everything in the store at one instant.
     *
     * @return names, values and versions
     */
    public final StoreSnapshot snapshot() {
        return STM.snapshot(tx -> {
            StoreSnapshot snapshot = new StoreSnapshot();
            for (Slot slot : slots.values()) {
                Versioned versioned = slot.read(tx);
                if (versioned.version() > 0) {
                    snapshot.add(slot.key, versioned);
                }
            }
            return snapshot;
        });
    }

    /**
     * Copies of all values at one instant.
     *
     * @return by key, in order; unmodifiable, and not changed by later commits
     */
    public final SortedMap<String, @Nullable Object> export() {
        StoreSnapshot snapshot = snapshot();
        SortedMap<String, @Nullable Object> values = new TreeMap<>();
        snapshot.names().forEach(key -> values.put(key, snapshot.get(key)));
        return Collections.unmodifiableSortedMap(values);
    }

    // ---- durability

    /**
     * Returns when everything that was committed before this call is on disk, through checkouts or variables, as safely as
     * the {@link SyncPolicy} says. Does nothing for a store in memory.
     *
     * @throws StorageException if it could not be written
     */
    public final void flush() {
        backing.flush();
    }

    /**
     * Writes a copy of this store to a new file, while transactions and commits continue. The copy holds the outcome of one
     * instant: every transaction that committed before this call, none in part. It is forced to the device, its checksums
     * are verified, and {@link #open} opens it as a store of its own. A copy of the file made by other means while the
     * store is open may be refused when it is opened.
     *
     * @param target the new file; its folder must exist
     * @throws StorageException if {@code target} exists or cannot be written, or a value of this store cannot be read from
     *     its disk; there is then no file {@code target}, and the store stays usable
     * @throws IllegalStateException if the store is closed
     * @throws UnsupportedOperationException if the store is not one of {@link #open}, or its engine has no backup
     */
    public final void backup(Path target) {
        backing.backup(Objects.requireNonNull(target, "target"));
    }

    /**
     * Writes what is left to disk and gives back the file; later commits of checkouts are refused. What transactions write
     * through variables after that is in memory only. Does nothing for a store in memory, or if closed before.
     */
    @Override
    public void close() {
        backing.close();
    }

    // ---- for the package

    void checkOpen() {
        backing.checkOpen();
    }

    void checkWritten() {
        backing.checkWritten();
    }

    LongSupplier versionWritten(Txn tx, Slot slot) {
        return backing.versionWritten(tx, slot);
    }

    Map<Slot, Versioned> read(Collection<String> keys) {
        return read(PATIENCE.endless(), keys);
    }

    private Map<Slot, Versioned> read(TxnExecutor executor, Collection<String> keys) {
        List<Slot> asked = keys.stream().map(this::slot).toList();
        return executor.atomically((Txn tx) -> {
            Map<Slot, Versioned> read = new LinkedHashMap<>();
            asked.forEach(slot -> read.put(slot, slot.read(tx)));
            return read;
        });
    }

    private Slot slot(String key) {
        Slot present = slots.get(key);
        return present != null ? present : slot(key, Versioned.NEVER);
    }

    private Slot slot(String key, Versioned initial) {
        return slots.computeIfAbsent(key, name -> newSlot(name, initial));
    }

    private Slot newSlot(String key, Versioned initial) {
        Slot slot = new Slot(new Key(key, backing.codecs()), initial, backing::written);
        backing.added(slot);
        return slot;
    }

    static <V> @Nullable V cast(String key, @Nullable Object value, Class<V> type) {
        if (value != null && !type.isInstance(value)) {
            throw new ClassCastException(
                    "the value of key '" + key + "' is a " + value.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(value);
    }
}
