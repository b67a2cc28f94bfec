package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transactional array of references, of fixed length; elements may be null. See the
 * {@linkplain dev.tvar.stm.collection package description} for what all collections share.
 *
 * <p><b>What conflicts.</b> Elements are kept in blocks of {@value #BLOCK} neighbours, each an immutable array in one
 * TVar. Transactions conflict when they use the same block and one of them writes it.
 *
 * <p><b>What it costs.</b> A read takes constant time; a write copies its block. Memory: at most 11 bytes for each
 * element, its reference among them, with compressed references; less than 5 until a block is first written.
 *
 * @param <E> the type of the elements
 */
public final class TArray<E extends @Nullable Object> {
    private static final int BLOCK = 8;

    private final TVar<@Nullable Object[]>[] blocks;
    private final int length;

    /** The given name, or null. */
    private final @Nullable String name;

    private TArray(@Nullable String name, int length) {
        if (length < 0) {
            throw new NegativeArraySizeException("a TArray cannot have length " + length);
        }
        this.name = name;
        this.length = length;
        blocks = newBlocks(length / BLOCK + (length % BLOCK == 0 ? 0 : 1));
    }

    /** The name of a block: that of the array, with the first and last index. */
    private @Nullable String nameOf(int block) {
        int first = block * BLOCK;
        int last = Math.min(length, first + BLOCK) - 1;
        return name == null ? null : name + "[" + first + ".." + last + "]";
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // filled by the callers with TVars of this type
    private static TVar<@Nullable Object[]>[] newBlocks(int number) {
        return new TVar[number];
    }

    /**
     * A new array whose elements are all the same.
     *
     * @param <E> the type of the elements
     * @param length how many elements it has
     * @param initial the first value of each
     * @return the array
     * @throws NegativeArraySizeException if the length is negative
     */
    public static <E extends @Nullable Object> TArray<E> create(int length, E initial) {
        return create(null, length, initial);
    }

    /**
     * A new array whose elements are all the same, with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @param length how many elements it has
     * @param initial the first value of each
     * @return the array
     * @throws NegativeArraySizeException if the length is negative
     */
    public static <E extends @Nullable Object> TArray<E> named(String name, int length, E initial) {
        return create(Objects.requireNonNull(name, "name"), length, initial);
    }

    private static <E extends @Nullable Object> TArray<E> create(@Nullable String name, int length, E initial) {
        TArray<E> array = new TArray<>(name, length);
        @Nullable Object[] block = new Object[BLOCK];
        Arrays.fill(block, initial);
        Arrays.setAll(array.blocks, i -> Names.variable(array.nameOf(i), block)); // shared: a write makes a copy
        return array;
    }

    /**
     * A new array with these elements. It holds them from the start: they are not part of any transaction.
     *
     * @param <E> the type of the elements
     * @param elements the first value of each
     * @return the array
     */
    public static <E extends @Nullable Object> TArray<E> copyOf(Collection<? extends E> elements) {
        @Nullable Object[] all = elements.toArray();
        TArray<E> array = new TArray<>(null, all.length);
        Arrays.setAll(array.blocks, i -> TVar.of(Arrays.copyOfRange(all, i * BLOCK, i * BLOCK + BLOCK)));
        return array;
    }

    /**
     * The number of elements, which never changes.
     *
     * @return the length
     */
    public int length() {
        return length;
    }

    /**
     * An element.
     *
     * @param tx the caller's transaction or snapshot
     * @param index its index
     * @return its value
     * @throws IndexOutOfBoundsException if there is no such element
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // only values of type E are ever stored, null among them if E allows it
    public E get(ReadTxn tx, int index) {
        Objects.checkIndex(index, length);
        return (E) blocks[index / BLOCK].get(tx)[index % BLOCK];
    }

    /**
     * Writes an element.
     *
     * @param tx the caller's transaction
     * @param index its index
     * @param value its new value
     * @return the value before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // only values of type E are ever stored, null among them if E allows it
    public E set(Txn tx, int index, E value) {
        Objects.checkIndex(index, length);
        TVar<@Nullable Object[]> block = blocks[index / BLOCK];
        @Nullable Object[] before = block.get(tx);
        @Nullable Object[] after = before.clone();
        after[index % BLOCK] = value;
        block.set(tx, after);
        return (E) before[index % BLOCK];
    }

    /**
     * Applies {@code change} to an element and writes the result.
     *
     * @param tx the caller's transaction
     * @param index its index
     * @param change computes the new value from the present one
     * @return the new value
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public E update(Txn tx, int index, UnaryOperator<E> change) {
        E value = change.apply(get(tx, index));
        set(tx, index, value);
        return value;
    }

    /**
     * The elements, as this transaction or snapshot sees them; copies them all.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable list that may be kept and shared; later writes do not change it
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // only values of type E are ever stored, null among them if E allows it
    public List<E> snapshot(ReadTxn tx) {
        @Nullable Object[] copy = new Object[length];
        for (int i = 0; i < blocks.length; i++) {
            System.arraycopy(blocks[i].get(tx), 0, copy, i * BLOCK, Math.min(BLOCK, length - i * BLOCK));
        }
        return (List<E>) Collections.unmodifiableList(Arrays.asList(copy));
    }

    /**
     * The committed elements at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts
     * no other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the
     * writes of that transaction, which then depends on it.
     *
     * @return an immutable list that may be kept and shared; later writes do not change it
     */
    public List<E> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
