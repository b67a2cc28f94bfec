package dev.tvar.stm.collection;

import dev.tvar.stm.TVar;
import org.jspecify.annotations.Nullable;

/**
 * Names for the many variables inside a collection. A name costs memory, so only the variables of a named collection
 * have one.
 */
final class Names {
    private Names() {}

    /** Creates a variable with this name, or without one. */
    static <T extends @Nullable Object> TVar<T> variable(@Nullable String name, T initial) {
        return name == null ? TVar.of(initial) : TVar.named(name, initial);
    }

    /** The name of a part of a collection; null if the collection has no name. */
    static @Nullable String part(@Nullable String collection, String part) {
        return collection == null ? null : collection + part;
    }
}
