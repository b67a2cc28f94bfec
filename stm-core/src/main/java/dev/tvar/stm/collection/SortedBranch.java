package dev.tvar.stm.collection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a {@link SortedTree} that has other nodes as parts; at least one, and two if it is the root. */
final class SortedBranch<K, V> extends SortedTree<K, V> {
    /** The lower bounds of the children; the first is not used. */
    private final Object[] lows;

    private final SortedTree<K, V>[] children;

    private final int size;

    /** The number of entries up to and including each child; computed when first needed, so that changes are cheaper. */
    private volatile int @Nullable [] ends;

    private SortedBranch(Object[] lows, SortedTree<K, V>[] children, int size) {
        this.lows = lows;
        this.children = children;
        this.size = size;
    }

    private SortedBranch(Object[] lows, SortedTree<K, V>[] children) {
        this(lows, children, sizeOf(children));
    }

    @SuppressWarnings("unchecked") // an array of trees without their parameters
    static <K, V> SortedBranch<K, V> over(List<? extends SortedTree<K, V>> children, List<? extends K> lows) {
        return new SortedBranch<>(lows.toArray(), children.toArray(SortedTree[]::new));
    }

    private static int sizeOf(SortedTree<?, ?>[] children) {
        int size = 0;
        for (SortedTree<?, ?> child : children) {
            size += child.size();
        }
        return size;
    }

    private int[] ends() {
        int[] present = ends;
        if (present != null) {
            return present;
        }
        int[] computed = new int[children.length];
        int end = 0;
        for (int i = 0; i < computed.length; i++) {
            end += children[i].size();
            computed[i] = end;
        }
        ends = computed;
        return computed;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    int width() {
        return children.length;
    }

    // ---- finding

    /** The index of the child that holds the key, or would. */
    @SuppressWarnings("unchecked") // all bounds are keys
    private int childOf(K key, Comparator<? super K> order) {
        int low = 1;
        int high = lows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(key, (K) lows[middle]) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    /** The number of entries before a child. */
    private int start(int child) {
        return child == 0 ? 0 : ends()[child - 1];
    }

    @Override
    @Nullable
    V get(K key, Comparator<? super K> order) {
        return children[childOf(key, order)].get(key, order);
    }

    @Override
    int count(K key, boolean inclusive, Comparator<? super K> order) {
        int child = childOf(key, order);
        return start(child) + children[child].count(key, inclusive, order);
    }

    /** The index of the child that holds the entry with this rank. */
    private int childAt(int rank) {
        int found = Arrays.binarySearch(ends(), rank + 1);
        return found < 0 ? -1 - found : found;
    }

    @Override
    Chunk<K, V> chunkAt(int rank) {
        int child = childAt(rank);
        return children[child].chunkAt(rank - start(child));
    }

    @Override
    int indexInChunk(int rank) {
        int child = childAt(rank);
        return children[child].indexInChunk(rank - start(child));
    }

    @Override
    void addChunksTo(List<Chunk<K, V>> chunks) {
        for (SortedTree<K, V> child : children) {
            child.addChunksTo(chunks);
        }
    }

    // ---- changing

    @Override
    SortedTree<K, V> grown(K key, V value, Comparator<? super K> order) {
        int i = childOf(key, order);
        SortedTree<K, V> child = children[i].grown(key, value, order);
        if (child.width() <= WIDTH) {
            return child == children[i] ? this : withChild(i, child);
        }
        int cut = child.cut(key);
        return withTwo(i, child.range(0, cut), child.low(cut), child.range(cut, child.width()));
    }

    private SortedBranch<K, V> withChild(int i, SortedTree<K, V> child) {
        SortedTree<K, V>[] changed = children.clone();
        changed[i] = child;
        return new SortedBranch<>(lows, changed, size + child.size() - children[i].size());
    }

    /** Replaces a child by two, of which the second has this lower bound. */
    private SortedBranch<K, V> withTwo(int i, SortedTree<K, V> left, K low, SortedTree<K, V> right) {
        SortedTree<K, V>[] longer = Arrays.copyOf(children, children.length + 1);
        System.arraycopy(children, i, longer, i + 1, children.length - i);
        longer[i] = left;
        longer[i + 1] = right;
        return new SortedBranch<>(Chunk.inserted(lows, i + 1, low), longer);
    }

    /** In the middle; or before the last child if that has just begun, as it does when keys arrive in order. */
    @Override
    int cut(K inserted) {
        int last = children.length - 1;
        return children[last].width() == 1 ? last : children.length / 2;
    }

    @Override
    SortedBranch<K, V> range(int from, int to) {
        return new SortedBranch<>(Arrays.copyOfRange(lows, from, to), Arrays.copyOfRange(children, from, to));
    }

    @Override
    @SuppressWarnings("unchecked") // all bounds are keys
    K low(int i) {
        return (K) lows[i];
    }

    SortedTree<K, V> child(int i) {
        return children[i];
    }

    @Override
    SortedTree<K, V> shrunk(K key, Comparator<? super K> order) {
        int i = childOf(key, order);
        SortedTree<K, V> child = children[i].shrunk(key, order);
        if (child == children[i]) {
            return this;
        }
        if (child.size() == 0) {
            return children.length == 1 ? child : withoutChild(i);
        }
        SortedBranch<K, V> changed = withChild(i, child);
        return i > 0 && changed.canJoin(i - 1)
                ? changed.joined(i - 1)
                : changed.canJoin(i) ? changed.joined(i) : changed;
    }

    private SortedBranch<K, V> withoutChild(int i) {
        SortedTree<K, V>[] shorter = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, i + 1, shorter, i, shorter.length - i);
        return new SortedBranch<>(Chunk.removed(lows, i), shorter);
    }

    /** Whether a child and the next one fit into half a node. */
    private boolean canJoin(int i) {
        return i + 1 < children.length && children[i].width() + children[i + 1].width() <= WIDTH / 2;
    }

    private SortedBranch<K, V> joined(int i) {
        return withChild(i, joined(children[i], lows[i + 1], children[i + 1])).withoutChild(i + 1);
    }

    private static <K, V> SortedTree<K, V> joined(SortedTree<K, V> left, Object low, SortedTree<K, V> right) {
        if (left instanceof SortedBranch<K, V> a && right instanceof SortedBranch<K, V> b) {
            Object[] lows = Chunk.joined(a.lows, b.lows);
            lows[a.lows.length] = low; // the first bound of a branch may be out of date
            SortedTree<K, V>[] children = Arrays.copyOf(a.children, lows.length);
            System.arraycopy(b.children, 0, children, a.children.length, b.children.length);
            return new SortedBranch<>(lows, children);
        }
        return ((Chunk<K, V>) left).joined((Chunk<K, V>) right);
    }
}
