package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stretch of a {@link TSortedMap}: all entries from {@link #low} to before the next leaf. See {@link Leaves}. */
final class Leaf<K, V> {
    /** The state of a leaf at an instant. */
    sealed interface State<K, V> permits Live, Gone {}

    /** Part of the list; without a next leaf it is the last. Its chunk is empty only if it is the head. */
    record Live<K, V>(Chunk<K, V> chunk, @Nullable Leaf<K, V> next) implements State<K, V> {}

    /**
     * Not yet, or no longer, part of the list: its keys are reached through another leaf, with a lesser {@code low}.
     */
    record Gone<K, V>(Leaf<K, V> back) implements State<K, V> {}

    /** The lower bound of the keys in this leaf; null in the head, which has no lower bound. */
    final @Nullable K low;

    private final TVar<State<K, V>> state;

    /** Creates the head of a list; its variables have this name, or none. */
    Leaf(@Nullable String name) {
        low = null;
        state = Names.variable(name, new Live<>(Chunk.empty(), null));
    }

    /**
     * Creates a leaf that is not in the list yet: at all instants before it is, its keys are reached through {@code
     * back}.
     */
    Leaf(K low, Leaf<K, V> back, @Nullable String name) {
        this.low = low;
        state = Names.variable(name, new Gone<>(back));
    }

    State<K, V> state(ReadTxn tx) {
        return state.get(tx);
    }

    /** The state of a leaf that is known to be in the list. */
    Live<K, V> live(ReadTxn tx) {
        return (Live<K, V>) state.get(tx);
    }

    /** The entry with an index, or the first one of the next leaf. */
    Map.@Nullable Entry<K, V> entryFrom(ReadTxn tx, int index) {
        Live<K, V> live = live(tx);
        if (index < live.chunk().size()) {
            return live.chunk().entry(index);
        }
        return live.next() == null ? null : live.next().live(tx).chunk().entry(0);
    }

    boolean isLiveNow() {
        return state.now() instanceof Live;
    }

    void set(Txn tx, Chunk<K, V> chunk, @Nullable Leaf<K, V> next) {
        state.set(tx, new Live<>(chunk, next));
    }

    void remove(Txn tx, Leaf<K, V> back) {
        state.set(tx, new Gone<>(back));
    }
}
