package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import org.jspecify.annotations.Nullable;

/** A stretch of a large sorted map: all entries from {@link #low} to before the next leaf. See {@link Leaves}. */
final class Leaf<K, V> {
    /** The state of a leaf at an instant. */
    sealed interface State<K, V> permits Live, Gone {}

    /**
     * Part of the list; without a next leaf it is the last. Its tree is empty only if it is the head. A map that is one
     * variable has this state without a leaf.
     */
    record Live<K, V>(
            @Nullable Leaf<K, V> leaf,
            SortedTree<K, V> tree,
            @Nullable Leaf<K, V> next) implements State<K, V>, SortedEntries.Content<K, V> {}

    /**
     * Not yet, or no longer, part of the list: its keys are reached through another leaf, with a lesser {@code low}.
     */
    record Gone<K, V>(Leaf<K, V> back) implements State<K, V> {}

    final Leaves<K, V> all;

    /** The lower bound of the keys in this leaf; null in the head, which has no lower bound. */
    final @Nullable K low;

    private final TVar<State<K, V>> state;

    /** Creates a leaf of a list that no transaction has seen yet. */
    Leaf(Leaves<K, V> all, @Nullable K low, SortedTree<K, V> tree, @Nullable Leaf<K, V> next) {
        this.all = all;
        this.low = low;
        state = Names.variable(all.name, new Live<>(this, tree, next));
    }

    /**
     * Creates a leaf that is not in the list yet: at all instants before it is, its keys are reached through {@code
     * back}.
     */
    Leaf(K low, Leaf<K, V> back) {
        all = back.all;
        this.low = low;
        state = Names.variable(all.name, new Gone<>(back));
    }

    State<K, V> state(ReadTxn tx) {
        return state.get(tx);
    }

    /** The state of a leaf that is known to be in the list. */
    Live<K, V> live(ReadTxn tx) {
        return (Live<K, V>) state.get(tx);
    }

    boolean isLiveNow() {
        return state.now() instanceof Live;
    }

    void set(Txn tx, SortedTree<K, V> tree, @Nullable Leaf<K, V> next) {
        state.set(tx, new Live<>(this, tree, next));
    }

    void remove(Txn tx, Leaf<K, V> back) {
        state.set(tx, new Gone<>(back));
    }
}
