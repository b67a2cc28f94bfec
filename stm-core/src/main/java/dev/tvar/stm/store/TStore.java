package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.store.spi.SharedStorage;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Named values with versions: check out private copies, change them, and commit all of them or none. Each key has a
 * version, which counts its commits and begins at 0, where the value is null.
 *
 * <p>Its values live in this process, on its disk ({@link #open(Path)}), or in an engine that processes share: the stores of
 * such engines are subclasses, which cannot change the behaviour of the methods in any other way.
 *
 * <p>All methods may be called by any thread. The {@linkplain dev.tvar.stm.store package description} has
 * the contract.
 */
public class TStore implements AutoCloseable {
    private static final Patience PATIENCE = new Patience("checkout");

    private final Backing backing;
    private final Keys keys;

    private TStore(Backing backing) {
        this.backing = backing;
        keys = new Keys(backing);
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
        this(new Sharing(storage, new Codecs(common, own)));
    }

    /**
     * Takes the mirror from one state of the engine to a later one, at one instant. For authors of engines. One thread at a
     * time may call it, and never a thread that is committing, whose actions are part of its transaction.
     *
     * @param changed the keys that differ, with their current values; version 0 for a key that no longer exists
     * @throws IllegalStateException if this thread is committing to the engine
     */
    protected final void show(Map<String, StoredValue> changed) {
        ((Sharing) backing).show(changed, keys);
    }

    /**
     * A new, empty store in memory.
     *
     * @return the store
     */
    public static TStore create() {
        return new TStore(new Backing());
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
     * Opens a durable store with the values of the file. A commit returns when it has reached the disk, as safely as
     * the {@link SyncPolicy} says. Needs an engine, such as the one in the artifact {@code dev.tvar:stm-store-durable}.
     * One process at a time can have the file open.
     *
     * <p>If a write to disk fails, each call whose commit was part of it throws a {@link StorageException}, whether it is
     * {@link Checkout#commit} or {@link dev.tvar.stm.STM#run}: its transaction has committed in memory only. Every later
     * commit is refused with a {@code StorageException} before it changes anything; {@link #flush} and {@link #close} throw
     * one, too. The store must be closed and opened again. Under {@link SyncPolicy#LATER}, whose commits return before they
     * are written, the next commit, {@code flush} or {@code close} reports the failure.
     *
     * <p>The committing thread encodes the values before the commit. An exception of a codec reaches the caller, and
     * nothing is committed. A key whose value cannot be decoded affects only callers that ask for it: see {@link
     * UnreadableValue}.
     *
     * @param file the file that keeps the values; created if it does not exist
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
            storage.load().forEach((key, stored) -> store.keys.slot(key, codecs.decode(key, stored)));
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
        Slot slot = keys.slot(key);
        slot.key.declare(type, (Copier<Object>) Objects.requireNonNull(copier, "copier"), slot::present);
    }

    /**
     * Returns a key as a transactional variable; the same variable at each call. It holds null as long as the key is
     * unknown. Its reads and writes compose with everything else in a transaction. A transaction that writes it counts
     * as one commit of the key.
     *
     * <p>With a durable store, a transaction that wrote the variable is on disk, as safely as the {@link SyncPolicy} says,
     * when the call that runs it returns; otherwise that call throws a {@link StorageException}: see {@link #open(Path,
     * StoreOptions)}.
     *
     * @param <V> the type of the values
     * @param key its name
     * @param type the class of the values, which must be immutable
     * @return the variable
     * @throws IllegalArgumentException if the key holds or was declared to hold another type, its values can be changed in
     *     place, or the store is durable and has no codec for the type
     */
    public final <V> TVar<@Nullable V> var(String key, Class<V> type) {
        Slot slot = keys.slot(key);
        slot.key.declare(type, null, slot::present);
        slot.key.requireImmutable();
        return slot.variable();
    }

    /**
     * Returns the version of a key. A transaction that asks for it depends on the answer, even if the key is unknown.
     *
     * @param key its name
     * @return the number of its commits; 0 if it is unknown
     */
    public final long version(String key) {
        return keys.version(key);
    }

    /**
     * Returns the names of all keys that have been committed, at one instant. A transaction that asks for them depends
     * on the set of names only: the creation of a key by another transaction is a conflict, and ends a {@link
     * dev.tvar.stm.Txn#retry}; a commit to a known key does neither. Reads every key.
     *
     * @return the names in order; not changed by later commits
     */
    public final SortedSet<String> names() {
        return keys.names();
    }

    // ---- checkouts

    /**
     * Checks out keys: private copies of their values, all of one instant, with their versions. Inside a transaction or
     * {@link STM#snapshot}, the instant is that of the transaction or snapshot.
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
        List<String> names = List.copyOf(keys);
        return new Checkout(this, STM.snapshot(tx -> this.keys.read(tx, names)));
    }

    /**
     * As {@link #checkout(String...)}, but neither waits for other transactions nor retries after a conflict.
     *
     * @param keys their names
     * @return the handle
     * @throws BusyRetryException if another transaction blocks the checkout or conflicts with it
     * @throws IllegalStateException inside {@link STM#snapshot}
     */
    public final Checkout tryCheckout(String... keys) {
        List<String> names = List.of(keys);
        return PATIENCE.orBusy(once -> new Checkout(this, once.atomically((Txn tx) -> this.keys.read(tx, names))));
    }

    /**
     * Checks out keys, runs {@code body} on the handle and commits it. Repeats all three after a
     * {@link ConcurrentUpdateException} or a {@link BusyRetryException}, as the policy allows.
     *
     * <pre>{@code
     * store.changeset(RetryPolicy.tries(5), List.of("alice", "bob"), checkout -> {
     *     checkout.set("alice", (Long) checkout.get("alice") - 30);
     *     checkout.set("bob", (Long) checkout.get("bob") + 30);
     * });
     * }</pre>
     *
     * @param <X> the type of the exceptions that the body may throw
     * @param policy the limits of tries and time
     * @param keys the names of the keys
     * @param body the work of one try; may run more than once, never more than {@link RetryPolicy#maxTries()} times
     * @return the handle of the try that succeeded, with the new versions; it can be used again
     * @throws X any other exception that leaves the body, at once and unchanged; nothing was written
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

    // ---- the whole store

    /**
     * Returns the contents of the store at one instant; inside a transaction or {@link STM#snapshot}, at the instant of
     * that. A transaction that asks for it depends on every key, and on the set of keys.
     *
     * @return names, values and versions
     */
    public final StoreSnapshot snapshot() {
        return keys.snapshot();
    }

    /**
     * Returns copies of all values at one instant, as {@link #snapshot} sees them. An {@link UnreadableValue} takes the
     * place of each value that cannot be read.
     *
     * @return the values by key, in order; unmodifiable, and not changed by later commits
     */
    public final SortedMap<String, @Nullable Object> export() {
        return Collections.unmodifiableSortedMap(snapshot().values());
    }

    // ---- durability

    /**
     * Waits until all commits before this call, through checkouts or variables, are on disk as safely as the
     * {@link SyncPolicy} says. Does nothing for a store in memory.
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
     * Writes the remaining commits to disk and closes the file. Later commits, including those of transactions on variables,
     * are refused with {@link IllegalStateException} before they change anything. Does nothing for a store in memory, or if
     * the store was closed before.
     *
     * @throws StorageException if a commit has not reached the disk, in this or an earlier write, or the file cannot be
     *     closed. The file is released nevertheless, as far as the engine allows
     */
    @Override
    public void close() {
        backing.close();
    }

    // ---- for the package

    void checkOpen() {
        backing.checkOpen();
    }

    boolean isDecidedElsewhere() {
        return backing.isDecidedElsewhere();
    }

    @Nullable
    Outcome outcome(Txn tx) {
        return backing.outcome(tx);
    }

    static <V> @Nullable V cast(String key, @Nullable Object value, Class<V> type) {
        if (value != null && !type.isInstance(value)) {
            throw new ClassCastException(
                    "the value of key '" + key + "' is a " + value.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(value);
    }
}
