package dev.tvar.stm.store;

import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known about a key: its name, and once declared the type of its values and how they are copied. */
final class Key {
    private record Declaration(Class<?> type, Copier<Object> copier) {}

    private final String name;
    private final @Nullable Codecs codecs;
    private volatile @Nullable Declaration declared;

    Key(String name, @Nullable Codecs codecs) {
        this.name = name;
        this.codecs = codecs;
    }

    String name() {
        return name;
    }

    /**
     * Fixes type and copier; a second declaration must be the same, and the value that is there must fit.
     *
     * @param present returns the value that is there at the moment
     */
    synchronized void declare(Class<?> asked, @Nullable Copier<Object> copier, Supplier<@Nullable Object> present) {
        Class<?> type = boxed(asked);
        requireFits(type, present.get());
        Declaration before = declared;
        if (before != null && before.type != type) {
            throw wrongType(before.type, type);
        }
        if (before != null && (copier == null || copier == before.copier)) {
            return;
        }
        if (before != null) {
            throw new IllegalArgumentException("key '" + name + "' has a copier already");
        }
        Copier<Object> chosen = copier != null ? copier : Copiers.known(type);
        if (chosen == null) {
            throw noCopier(type);
        }
        if (codecs != null) {
            codecs.requireFor(type, name);
        }
        declared = new Declaration(type, chosen);
        boolean fits = false;
        try {
            requireFits(type, present.get()); // a commit that saw no declaration may have come between
            fits = true;
        } finally {
            if (!fits) {
                declared = null;
            }
        }
    }

    private void requireFits(Class<?> type, @Nullable Object value) {
        requireReadable(value);
        if (value != null && !type.isInstance(value)) {
            throw wrongType(value.getClass(), type);
        }
    }

    /** Refuses to hand out the stored objects themselves if they may be changed in place. */
    void requireImmutable() {
        Declaration present = declared;
        if (present == null || present.copier != Copiers.IDENTITY) {
            throw new IllegalArgumentException("the values of key '" + name
                    + "' can be changed in place, and a TVar would hand out the stored ones: use checkout");
        }
    }

    /** Refuses a value of another type than the declared one, if one was declared. */
    void requireType(@Nullable Object value) {
        Declaration present = declared;
        if (value != null && present != null && !present.type.isInstance(value)) {
            throw wrongType(present.type, value.getClass());
        }
    }

    /** Checks that the key can hold a value. */
    void check(@Nullable Object value) {
        if (value == null) {
            return;
        }
        Declaration present = declared;
        if (present == null) {
            copierFor(value);
        } else if (!present.type.isInstance(value)) {
            throw wrongType(present.type, value.getClass());
        }
        if (codecs != null) {
            codecs.requireFor(typeOf(value), name);
        }
    }

    private static void requireReadable(@Nullable Object value) {
        if (value instanceof UnreadableValue unreadable) {
            throw unreadable.exception();
        }
    }

    @Nullable
    Object copy(@Nullable Object value) {
        requireReadable(value);
        return value == null ? null : copierFor(value).copy(value);
    }

    /** The type under which a value is written to disk. */
    Class<?> typeOf(Object value) {
        Declaration present = declared;
        return present == null ? value.getClass() : present.type;
    }

    private Copier<Object> copierFor(Object value) {
        Declaration present = declared;
        Copier<Object> copier = present == null ? Copiers.known(value.getClass()) : present.copier;
        if (copier == null) {
            throw noCopier(value.getClass());
        }
        return copier;
    }

    private IllegalArgumentException wrongType(Class<?> held, Class<?> asked) {
        return new IllegalArgumentException("key '" + name + "' holds " + held.getName() + ", not " + asked.getName());
    }

    private IllegalArgumentException noCopier(Class<?> type) {
        return new IllegalArgumentException("key '" + name + "' needs a copier for values of " + type.getName()
                + ", which is not known to be immutable: call declare(\"" + name + "\", type, copier) first,"
                + " with Copier.identity() if they are");
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
