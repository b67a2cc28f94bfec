package dev.tvar.stm.store;

import org.jspecify.annotations.Nullable;

/** A value as it stands in the store, with its version. The object must not leave the store but as a copy. */
record Versioned(@Nullable Object value, long version) {
    static final Versioned NEVER = new Versioned(null, 0);
}
