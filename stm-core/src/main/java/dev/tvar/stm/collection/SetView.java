package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A live view as a set; see {@link CollectionView}. */
abstract class SetView<E> extends CollectionView<E> implements Set<E> {
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Set<?> set
                        && STM.snapshot(tx -> {
                            try {
                                return set.size() == size() && containsAll(set);
                            } catch (ClassCastException | NullPointerException e) {
                                return false; // elements that this set cannot have
                            }
                        });
    }

    @Override
    public int hashCode() {
        return STM.snapshot(tx -> {
            int sum = 0;
            for (E element : this) {
                sum += element.hashCode();
            }
            return sum;
        });
    }
}
