package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transactional array of {@code long}s, of fixed length. See the {@linkplain dev.tvar.stm.collection package
 * description} for what all collections share.
 *
 * <p><b>What conflicts.</b> Elements are kept in blocks of {@value #BLOCK} neighbours, each an immutable array in one
 * TVar. Transactions conflict when they use the same block and one of them writes it. {@link #add} is a read and a write;
 * where many transactions add to few counters, use {@link dev.tvar.stm.TLong}s instead, whose {@code add} does not
 * read.
 *
 * <p><b>What it costs.</b> A read takes constant time; a write copies its block. Memory beyond the 8 bytes of the value:
 * at most 7 bytes for each element, with compressed references; less than 5 with the value, until a block is first written.
 */
public final class TLongArray {
    private static final int BLOCK = 8;

    private final TVar<long[]>[] blocks;
    private final int length;

    /** The given name, or null. */
    private final @Nullable String name;

    private TLongArray(@Nullable String name, int length) {
        if (length < 0) {
            throw new NegativeArraySizeException("a TLongArray cannot have length " + length);
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
    private static TVar<long[]>[] newBlocks(int number) {
        return new TVar[number];
    }

    /**
     * A new array of zeros.
     *
     * @param length how many elements it has
     * @return the array
     * @throws NegativeArraySizeException if the length is negative
     */
    public static TLongArray create(int length) {
        return create(null, length);
    }

    /**
     * A new array of zeros with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @param length how many elements it has
     * @return the array
     * @throws NegativeArraySizeException if the length is negative
     */
    public static TLongArray named(String name, int length) {
        return create(Objects.requireNonNull(name, "name"), length);
    }

    private static TLongArray create(@Nullable String name, int length) {
        TLongArray array = new TLongArray(name, length);
        long[] zeros = new long[BLOCK];
        Arrays.setAll(array.blocks, i -> Names.variable(array.nameOf(i), zeros)); // shared: a write makes a copy
        return array;
    }

    /**
     * A new array with these elements. It holds them from the start: they are not part of any transaction.
     *
     * @param elements the first value of each
     * @return the array
     */
    public static TLongArray copyOf(long[] elements) {
        TLongArray array = new TLongArray(null, elements.length);
        Arrays.setAll(array.blocks, i -> TVar.of(Arrays.copyOfRange(elements, i * BLOCK, i * BLOCK + BLOCK)));
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
    public long get(ReadTxn tx, int index) {
        Objects.checkIndex(index, length);
        return blocks[index / BLOCK].get(tx)[index % BLOCK];
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
    public long set(Txn tx, int index, long value) {
        Objects.checkIndex(index, length);
        TVar<long[]> block = blocks[index / BLOCK];
        long[] before = block.get(tx);
        if (before[index % BLOCK] != value) {
            long[] after = before.clone();
            after[index % BLOCK] = value;
            block.set(tx, after);
        }
        return before[index % BLOCK];
    }

    /**
     * Adds to an element.
     *
     * @param tx the caller's transaction
     * @param index its index
     * @param delta the amount to add; may be negative
     * @return the sum
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws ArithmeticException if the sum does not fit in a long; nothing is written
     */
    public long add(Txn tx, int index, long delta) {
        long sum = Math.addExact(get(tx, index), delta);
        set(tx, index, sum);
        return sum;
    }

    /**
     * The elements, as this transaction or snapshot sees them.
     *
     * @param tx the caller's transaction or snapshot
     * @return a new array
     */
    public long[] snapshot(ReadTxn tx) {
        long[] copy = new long[length];
        for (int i = 0; i < blocks.length; i++) {
            System.arraycopy(blocks[i].get(tx), 0, copy, i * BLOCK, Math.min(BLOCK, length - i * BLOCK));
        }
        return copy;
    }

    /**
     * The committed elements at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the
     * writes of that transaction, which then depends on it.
     *
     * @return a new array
     */
    public long[] snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
