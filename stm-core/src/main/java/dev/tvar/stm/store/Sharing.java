package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.Decision;
import dev.tvar.stm.spi.VariableUse;
import dev.tvar.stm.store.spi.SharedCommit;
import dev.tvar.stm.store.spi.SharedStorage;
import dev.tvar.stm.store.spi.StoredValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Transactions over the keys of a store that other processes write as well, at the speed of memory until they commit.
 *
 * Mechanism. The slots of the store are a mirror of the storage. One transaction takes them from one state of the storage to a
 * later one, so every reader sees a single state. The engine does not publish a transaction that writes a slot: the versions
 * that it read and the values that it wrote go to the storage, which compares and writes atomically. The values come back
 * through the mirror.
 *
 * Correctness. A body reads a single, possibly old, state of the storage. If the versions are unchanged when the storage
 * commits, that state of the keys is still current: the linearisation point is the commit in the storage. A transaction that
 * writes nothing is linearised at the state that it has read.
 *
 * Cost, in addition to that of the storage: a list of the variables of the transaction, at its commit.
 */
final class Sharing extends Backing implements CommitDecider {
    private static final TxnExecutor SHOW = STM.with(TxnOptions.defaults().withName("mirror of a shared store"));

    private final Codecs codecs;
    private final SharedStorage storage;

    /** The slot to which a variable belongs. */
    private final Map<Object, Slot> slots = new ConcurrentHashMap<>();

    /** Private to each transaction: the engine does not publish the writes of a transaction that is decided elsewhere. */
    @SuppressWarnings("NullAway") // a TVar may hold null
    private final TVar<@Nullable Outcome> outcome = TVar.<@Nullable Outcome>of(null);

    private final ThreadLocal<Boolean> committing = ThreadLocal.withInitial(() -> false);

    /** The thread that is updating the mirror; its writes are not committed to the storage. */
    private volatile @Nullable Thread mirroring;

    Sharing(SharedStorage storage, Codecs codecs) {
        this.storage = Objects.requireNonNull(storage, "storage");
        this.codecs = codecs;
    }

    @Override
    Codecs codecs() {
        return codecs;
    }

    @Override
    void checkOpen() {
        storage.checkOpen();
    }

    @Override
    void added(Slot slot) {
        slots.put(slot.variable(), slot);
        slots.put(slot.versionVariable(), slot);
    }

    @Override
    void written(Txn tx, Slot slot) {
        if (mirroring != Thread.currentThread()) {
            tx.commitThrough(this);
        }
    }

    @Override
    boolean isDecidedElsewhere() {
        return true;
    }

    @Override
    Outcome outcome(Txn tx) {
        Outcome present = outcome.get(tx);
        if (present != null) {
            return present;
        }
        Outcome own = new Outcome();
        outcome.set(tx, own);
        return own;
    }

    // ---- the mirror

    /** Sets these values in the mirror, all at one instant. One thread at a time. */
    void show(Map<String, StoredValue> changed, Keys keys) {
        if (committing.get()) {
            throw new IllegalStateException("the thread that commits must not update the mirror; use another thread");
        }
        Map<Slot, Versioned> decoded = new LinkedHashMap<>();
        changed.forEach((key, stored) -> {
            Slot slot = keys.slot(key);
            decoded.put(slot, decoded(slot.key, stored));
        });
        mirroring = Thread.currentThread();
        try {
            SHOW.run(tx -> decoded.forEach((slot, versioned) -> slot.show(tx, versioned, keySet)));
        } finally {
            mirroring = null;
        }
    }

    private Versioned decoded(Key key, StoredValue stored) {
        if (stored.version() == 0) {
            return Versioned.NEVER;
        }
        Versioned decoded = codecs.decode(key.name(), stored);
        if (decoded.value() instanceof UnreadableValue) {
            return decoded;
        }
        try {
            key.requireType(decoded.value());
            return decoded;
        } catch (IllegalArgumentException e) {
            return new Versioned(new UnreadableValue(String.valueOf(e.getMessage())), stored.version());
        }
    }

    // ---- the commit

    @Override
    public Decision decide(ReadTxn tx, List<VariableUse> uses) {
        Map<Slot, @Nullable Object> written = new HashMap<>();
        uses.forEach(use -> noteWrite(use, written));
        if (written.isEmpty()) {
            return Decision.local();
        }
        Map<String, Slot> read = new TreeMap<>();
        boolean asksForNames = false;
        for (VariableUse use : uses) {
            if (keySet.consistsOf(use.variable())) {
                asksForNames |= use.isRead();
            } else if (use.variable() != outcome && !Checkout.isOwn(use.variable())) {
                noteRead(use, read);
            }
        }
        Map<String, Long> seen = new TreeMap<>();
        read.forEach((key, slot) -> seen.put(key, slot.committedVersion(tx, written.containsKey(slot))));
        @Nullable Set<String> names = asksForNames ? namesCommitted(tx, written.keySet()) : null;
        SharedCommit result = commit(seen, names, encoded(written));
        if (!result.isCommitted()) {
            Slot moved = result.moved() == null ? null : read.get(result.moved());
            return Decision.lostOver(moved == null ? keySet.any() : moved.variable());
        }
        Outcome asked = outcome.get(tx);
        if (asked != null) {
            asked.committed(result.version(), written);
        }
        return Decision.committed();
    }

    /** Skips slots that were only compared, to find the known names: the storage compares the set of names as a whole. */
    private void noteRead(VariableUse use, Map<String, Slot> read) {
        Slot slot = slotOf(use);
        if (use.isRead() && !use.isOnlyCompared()) {
            read.put(slot.key.name(), slot);
        }
    }

    private Set<String> namesCommitted(ReadTxn tx, Set<Slot> written) {
        Set<String> names = new TreeSet<>();
        for (Slot slot : new HashSet<>(slots.values())) {
            if (slot.committedVersion(tx, written.contains(slot)) > 0) {
                names.add(slot.key.name());
            }
        }
        return names;
    }

    private SharedCommit commit(Map<String, Long> seen, @Nullable Set<String> names, Map<String, StoredValue> written) {
        committing.set(true);
        try {
            return names == null ? storage.commit(seen, written) : storage.commit(seen, names, written);
        } finally {
            committing.set(false);
        }
    }

    private Map<String, StoredValue> encoded(Map<Slot, @Nullable Object> written) {
        Map<String, StoredValue> encoded = new TreeMap<>();
        written.forEach((slot, value) -> {
            slot.key.check(value);
            encoded.put(slot.key.name(), codecs.encode(slot.key, value));
        });
        return encoded;
    }

    private void noteWrite(VariableUse use, Map<Slot, @Nullable Object> written) {
        Slot slot = slots.get(use.variable());
        if (slot != null && use.isWritten() && use.variable() == slot.variable()) {
            written.put(slot, use.value());
        }
    }

    private Slot slotOf(VariableUse use) {
        Slot slot = slots.get(use.variable());
        if (slot == null) {
            throw new IllegalStateException(
                    "a transaction that writes a shared store must use variables of that store only;"
                            + " this one has used " + use.variable() + " as well, whose place is in this process");
        }
        return slot;
    }
}
