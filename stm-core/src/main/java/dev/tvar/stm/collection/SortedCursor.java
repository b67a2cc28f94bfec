package dev.tvar.stm.collection;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A position in sorted entries, initially before the first: proceeds chunk by chunk, and copies none. */
abstract class SortedCursor<K, V> {
    private final int step;
    private Chunk<K, V> chunk = Chunk.empty();
    private int index;

    /** The number of entries of {@link #chunk} that follow that at {@link #index}. */
    private int left;

    SortedCursor(boolean descending) {
        step = descending ? -1 : 1;
    }

    /** Proceeds to the next entry; false if there is none. */
    final boolean next() {
        if (left == 0) {
            return nextChunk();
        }
        left--;
        index += step;
        return true;
    }

    final K key() {
        return chunk.key(index);
    }

    final V value() {
        return chunk.value(index);
    }

    /** Proceeds to the next entry, which is in another chunk; false if there is none. */
    abstract boolean nextChunk();

    /** Proceeds to the first of some entries of a chunk. */
    final void enter(Chunk<K, V> entered, int first, int count) {
        chunk = entered;
        index = first;
        left = count - 1;
    }

    /** Throws if the transaction or snapshot of this cursor has ended. */
    void refuseIfEnded() {}

    final void forEachRemaining(BiConsumer<? super K, ? super V> action) {
        while (next()) {
            action.accept(key(), value());
        }
    }

    /** An iterator from this position on. It proceeds no further than its caller asks. */
    final <T> Iterator<T> iterator(BiFunction<? super K, ? super V, ? extends T> element, Consumer<? super K> remover) {
        return new Iterator<>() {
            /** Whether the cursor is at an entry that {@code next} has not returned yet. */
            private boolean isAhead;

            /** What {@code remove} removes. */
            private @Nullable K last;

            @Override
            public boolean hasNext() {
                refuseIfEnded();
                isAhead = isAhead || SortedCursor.this.next();
                return isAhead;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                isAhead = false;
                last = key();
                return element.apply(key(), value());
            }

            @Override
            public void remove() {
                K removed = last;
                if (removed == null) {
                    throw new IllegalStateException("remove() without next() before it");
                }
                last = null;
                remover.accept(removed);
            }
        };
    }
}
