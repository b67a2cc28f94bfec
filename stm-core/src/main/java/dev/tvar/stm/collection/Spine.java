package dev.tvar.stm.collection;

import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inner node of the tree of a large {@link TList}; immutable. Its children are nodes, or at height 1 the variables of
 * blocks of elements.
 *
 * @param height the number of nodes from this one down to a block, itself included
 * @param children at least one, at most {@code WIDTH}
 * @param starts for each child the number of elements before it in this node
 */
@SuppressWarnings("NullAway") // it does not see that the elements of an array may be nullable
record Spine(int height, Object[] children, int[] starts) {
    /*
     * A B-tree by index, as a rope (Boehm, Atkinson and Plass, "Ropes: an Alternative to Strings", 1995) of which only the
     * blocks are variables: an insertion or a removal copies the nodes on the path to its block, a write of an element
     * replaces its block only.
     *
     * A node knows where each child starts, not where the last one ends. So an element that is appended to the last block
     * changes no node, and does not conflict with the use of other blocks.
     *
     * A block or node that is overfull is cut into equal parts; one that is small after a removal is merged with a
     * neighbour if both together are three quarters full at most. So the height is logarithmic, and a list that shrinks and
     * grows around a border does not copy each time.
     */

    /** The greatest number of elements in a block. */
    static final int BLOCK = 64;

    private static final int WIDTH = 32;
    private static final Object[] NOTHING = {};

    /**
     * A block in the tree.
     *
     * @param elements its variable
     * @param start the index of its first element
     * @param isLast whether it is the last one
     */
    record Place(TVar<@Nullable Object[]> elements, int start, boolean isLast) {}

    /** The block that has an element, or would have it if it is long enough. */
    @SuppressWarnings("unchecked") // the children at height 1 are blocks
    Place place(int index) {
        int start = 0;
        boolean last = true;
        Object node = this;
        while (node instanceof Spine spine) {
            int i = spine.childWith(index - start);
            start += spine.starts[i];
            last &= i == spine.children.length - 1;
            node = spine.children[i];
        }
        return new Place((TVar<@Nullable Object[]>) node, start, last);
    }

    private int childWith(int index) {
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -2 - found;
    }

    /** The root of a list with these elements: the elements themselves, or a tree. */
    static Object rootOf(@Nullable Object[] all, @Nullable String blockName) {
        if (all.length <= BLOCK) {
            return all;
        }
        Row row = new Row();
        row.addBlocks(all, 0, null, blockName);
        return row.top();
    }

    /**
     * The root of the list after some elements were removed from one block or others inserted.
     *
     * @param size the number of elements before
     * @param index the place of the change
     * @param removed the number of elements to remove, 0 or 1
     * @param added the elements to insert
     */
    Object spliced(Txn tx, int size, int index, int removed, @Nullable Object[] added, @Nullable String blockName) {
        Row row = splice(tx, this, size, index, removed, added, blockName);
        return row.nodes.isEmpty() ? NOTHING : unwrapped(tx, row.top());
    }

    /** Without nodes that have a single child. */
    private static Object unwrapped(Txn tx, Object root) {
        Object top = root;
        while (top instanceof Spine spine && spine.children.length == 1) {
            top = spine.children[0];
        }
        return top instanceof TVar<?> block ? block.get(tx) : top;
    }

    /** The nodes that replace a node of the given size. */
    @SuppressWarnings("unchecked") // what is no node is a block
    private static Row splice(
            Txn tx,
            Object node,
            int size,
            int index,
            int removed,
            @Nullable Object[] added,
            @Nullable String blockName) {
        Row row = new Row();
        if (node instanceof Spine spine) {
            int i = spine.childWith(removed > 0 || index == 0 ? index : index - 1);
            row.addChildren(spine, size);
            row.replace(
                    i,
                    splice(
                            tx,
                            spine.children[i],
                            row.sizes.get(i),
                            index - spine.starts[i],
                            removed,
                            added,
                            blockName));
            if (removed > 0) {
                row.mergeAt(tx, i);
            }
            return row.parents();
        }
        TVar<@Nullable Object[]> block = (TVar<@Nullable Object[]>) node;
        @Nullable Object[] before = block.get(tx);
        @Nullable Object[] after = spliced(before, index, removed, added);
        int keep = index == before.length && after.length > BLOCK ? BLOCK : 0; // appending leaves full blocks behind
        if (keep > 0) {
            row.add(block, keep);
        }
        row.addBlocks(after, keep, keep > 0 ? null : block, blockName);
        if (!row.nodes.isEmpty()) {
            block.set(tx, row.sizes.get(0) == after.length ? after : Arrays.copyOf(after, row.sizes.get(0)));
        }
        return row;
    }

    /** The elements of an array after some were removed and others inserted. */
    static @Nullable Object[] spliced(@Nullable Object[] before, int index, int removed, @Nullable Object[] added) {
        @Nullable Object[] after = Arrays.copyOf(before, before.length - removed + added.length);
        System.arraycopy(added, 0, after, index, added.length);
        System.arraycopy(before, index + removed, after, index + added.length, before.length - index - removed);
        return after;
    }

    /** Neighbouring nodes of one height, or blocks, and the number of elements in each. */
    private static final class Row {
        final List<Object> nodes = new ArrayList<>();
        final List<Integer> sizes = new ArrayList<>();

        void add(Object node, int size) {
            nodes.add(node);
            sizes.add(size);
        }

        void addChildren(Spine spine, int size) {
            int count = spine.children.length;
            for (int i = 0; i < count; i++) {
                int end = i == count - 1 ? size : spine.starts[i + 1];
                add(spine.children[i], end - spine.starts[i]);
            }
        }

        /** Adds the elements from an index on in blocks of equal size, the first one in a given variable. */
        void addBlocks(
                @Nullable Object[] all,
                int from,
                @Nullable TVar<@Nullable Object[]> first,
                @Nullable String blockName) {
            int length = all.length - from;
            int count = (length + BLOCK - 1) / BLOCK;
            for (int i = 0; i < count; i++) {
                int start = from + (int) ((long) length * i / count);
                int end = from + (int) ((long) length * (i + 1) / count);
                boolean given = i == 0 && first != null;
                add(given ? first : Names.variable(blockName, Arrays.copyOfRange(all, start, end)), end - start);
            }
        }

        void replace(int i, Row other) {
            nodes.remove(i);
            sizes.remove(i);
            nodes.addAll(i, other.nodes);
            sizes.addAll(i, other.sizes);
        }

        /** Merges the node at a place with the one before or after it, if both are small. */
        @SuppressWarnings("unchecked") // what is no node is a block
        void mergeAt(Txn tx, int i) {
            int left = Math.max(0, Math.min(i, nodes.size() - 1) - 1);
            if (left + 1 >= nodes.size()) {
                return;
            }
            int size = sizes.get(left) + sizes.get(left + 1);
            if (nodes.get(left) instanceof Spine first && nodes.get(left + 1) instanceof Spine second) {
                if (first.children.length + second.children.length <= WIDTH * 3 / 4) {
                    Row both = new Row();
                    both.addChildren(first, sizes.get(left));
                    both.addChildren(second, sizes.get(left + 1));
                    replace(left + 1, both.parents());
                    nodes.remove(left);
                    sizes.remove(left);
                }
            } else if (size <= BLOCK * 3 / 4) {
                TVar<@Nullable Object[]> block = (TVar<@Nullable Object[]>) nodes.get(left);
                @Nullable Object[] elements = block.get(tx);
                block.set(
                        tx,
                        spliced(
                                elements,
                                elements.length,
                                0,
                                ((TVar<@Nullable Object[]>) nodes.get(left + 1)).get(tx)));
                nodes.remove(left + 1);
                sizes.remove(left + 1);
                sizes.set(left, size);
            }
        }

        /** The parents of these nodes. */
        Row parents() {
            Row parents = new Row();
            int count = (nodes.size() + WIDTH - 1) / WIDTH;
            for (int i = 0; i < count; i++) {
                parents.addParent(
                        this, (int) ((long) nodes.size() * i / count), (int) ((long) nodes.size() * (i + 1) / count));
            }
            return parents;
        }

        private void addParent(Row row, int from, int to) {
            int[] starts = new int[to - from];
            int size = 0;
            for (int i = from; i < to; i++) {
                starts[i - from] = size;
                size += row.sizes.get(i);
            }
            Object[] children = row.nodes.subList(from, to).toArray();
            add(new Spine(children[0] instanceof Spine child ? child.height + 1 : 1, children, starts), size);
        }

        /** The root of a tree over these nodes. */
        Object top() {
            Row row = this;
            while (row.nodes.size() > 1) {
                row = row.parents();
            }
            return row.nodes.get(0);
        }
    }
}
