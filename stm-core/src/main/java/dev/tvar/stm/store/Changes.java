package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which slots have changed since they were last written to disk. A transaction notes a slot together with changing it, so
 * at any one instant the notes are complete: they name every slot that a transaction before that instant has changed.
 *
 * <p>The notes are stacks, one for a few threads each, so that two threads rarely conflict over them. Only the writer
 * thread follows the links between notes, and cuts them behind those that are done with.
 */
final class Changes {
    private static final int STACKS = 16;

    private static final class Note {
        final Slot slot;

        /** The note before; cut by the writer thread. */
        @Nullable
        Note older;

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
     * No changes yet.
     *
     * @param onChange told once in each transaction that changes something
     */
    @SuppressWarnings("NullAway") // a TVar may hold null
    Changes(Consumer<Txn> onChange) {
        stacks = Stream.generate(() -> TVar.<@Nullable Note>watched("changes of a store", null, onChange))
                .limit(STACKS)
                .toList();
    }

    void note(Txn tx, Slot slot) {
        int own = (int) (Thread.currentThread().getId() % STACKS);
        stacks.get(own).update(tx, older -> new Note(slot, older));
    }

    /** The slots noted up to the instant of {@code tx} and not yet {@link #forget forgotten}. Writer thread only. */
    Collection<Slot> collect(ReadTxn tx) {
        Set<Slot> slots = new LinkedHashSet<>();
        for (int i = 0; i < STACKS; i++) {
            seen[i] = stacks.get(i).get(tx);
            for (Note note = seen[i]; note != null && note != done[i]; note = note.older) {
                slots.add(note.slot);
            }
        }
        return new ArrayList<>(slots);
    }

    /** Forgets what {@link #collect} returned last: it is on disk. Writer thread only. */
    void forget() {
        for (Note note : seen) {
            if (note != null) {
                note.older = null;
            }
        }
        System.arraycopy(seen, 0, done, 0, STACKS);
        Arrays.fill(seen, null);
    }
}
