package dev.tvar.stm.collection;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The null rules of maps and sets. */
final class Nulls {
    private Nulls() {}

    static <K> K key(@Nullable K key) {
        return Objects.requireNonNull(key, "a transactional map has no null keys");
    }

    static <V> V value(@Nullable V value) {
        return Objects.requireNonNull(value, "a transactional map has no null values: null stands for 'no entry'");
    }

    static <E> E element(@Nullable E element) {
        return Objects.requireNonNull(element, "a transactional set has no null elements");
    }
}
