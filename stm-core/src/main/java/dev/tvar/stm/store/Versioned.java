package dev.tvar.stm.store;

import org.jspecify.annotations.Nullable;

/** A value of the store with its version. The object must not leave the store; hand out copies. */
record Versioned(@Nullable Object value, long version) {
    static final Versioned NEVER = new Versioned(null, 0);
}
