package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.store.spi.StoredValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes since the last write to disk, with the bytes to write. A transaction that changes a slot adds a note of it, so
 * the notes are complete at each instant: they name every slot changed by a transaction before that instant. The transaction
 * encodes the values of its notes before it commits, so every published note has its bytes.
 *
 * <p>The notes form stacks. Each stack serves a few threads, so two threads rarely conflict over one. Only the writer thread
 * follows the links between published notes, and cuts the links to notes that are on disk.
 */
final class Changes {
    private static final int STACKS = 16;

    private static final class Note {
        final Slot slot;

        /** The note before; cut by the writer thread. */
        @Nullable
        Note older;

        // ---- written by the transaction of the note before it commits; cleared by the writer thread

        /** The value of the slot at the commit of the transaction. */
        @Nullable
        Object value;

        /** The encoded value, whose version is not known yet. */
        @Nullable
        StoredValue encoded;

        /** Whether the value was encoded; true for every published note, also after the bytes were cleared. */
        boolean isComplete;

        Note(Slot slot, @Nullable Note older) {
            this.slot = slot;
            this.older = older;
        }
    }

    private final List<TVar<@Nullable Note>> stacks;

    // ---- writer thread only
    private final @Nullable Note[] done = new Note[STACKS];
    private final @Nullable Note[] seen = new Note[STACKS];

    /**
     * Creates empty stacks.
     *
     * @param onChange called with each transaction before its first change
     */
    @SuppressWarnings("NullAway") // a TVar may hold null
    Changes(Consumer<Txn> onChange) {
        stacks = Stream.generate(() -> TVar.<@Nullable Note>watched("changes of a store", null, onChange))
                .limit(STACKS)
                .toList();
    }

    private TVar<@Nullable Note> ownStack() {
        return stacks.get(Math.floorMod(Seam.threadNumber(), STACKS));
    }

    void note(Txn tx, Slot slot) {
        ownStack().update(tx, older -> new Note(slot, older));
    }

    /**
     * Encodes what the transaction has written and not yet encoded.
     *
     * @return whether the transaction has written any slot
     * @throws RuntimeException thrown by a codec
     * @throws IllegalArgumentException if a value does not fit the declaration of its key
     * @throws IllegalStateException if a codec has written to the store
     */
    boolean encode(Txn tx, Codecs codecs) {
        TVar<@Nullable Note> stack = ownStack();
        Note newest = stack.get(tx);
        Note published = newest;
        for (; published != null && !published.isComplete; published = published.older) {
            Object value = published.slot.value(tx);
            published.slot.key.check(value);
            published.encoded = codecs.encode(published.slot.key, value);
            published.value = value;
        }
        for (Note note = newest; note != null && note != published; note = note.older) {
            if (note.slot.value(tx) != note.value || stack.get(tx) != newest) {
                throw new IllegalStateException("while the commit of key '" + note.slot.key.name()
                        + "' was being prepared, a codec wrote to the same store; a codec must not write variables");
            }
            note.isComplete = true;
        }
        return newest != published;
    }

    /**
     * Returns the values of the changed slots at the instant of {@code tx}, from all notes that are not yet {@link #forget
     * forgotten}. If a slot has several notes, the bytes come from a note with the value of that instant: it is the newest in
     * the serial order, or another transaction wrote the same object. Writer thread only.
     */
    Map<String, StoredValue> collect(ReadTxn tx) {
        Map<Slot, Versioned> slots = new HashMap<>();
        Map<String, StoredValue> group = new LinkedHashMap<>();
        for (int i = 0; i < STACKS; i++) {
            seen[i] = stacks.get(i).get(tx);
            for (Note note = seen[i]; note != null && note != done[i]; note = note.older) {
                Versioned now = slots.computeIfAbsent(note.slot, slot -> slot.read(tx));
                StoredValue encoded = note.encoded;
                if (encoded != null && note.value == now.value()) {
                    group.put(note.slot.key.name(), encoded.withVersion(now.version()));
                }
            }
        }
        if (group.size() != slots.size()) {
            throw new IllegalStateException("of " + slots.size() + " changed keys only " + group.size()
                    + " have their present values among the encoded ones");
        }
        return group;
    }

    /** Drops the notes that {@link #collect} returned last, which are on disk now. Writer thread only. */
    void forget() {
        for (Note note : seen) {
            if (note != null) {
                note.older = null;
                note.value = null;
                note.encoded = null;
            }
        }
        System.arraycopy(seen, 0, done, 0, STACKS);
        Arrays.fill(seen, null);
    }
}
