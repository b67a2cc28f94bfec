package dev.tvar.stm.store;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The copiers that need no declaration: for types known to be immutable, and for arrays of primitives. */
final class Copiers {
    static final Copier<Object> IDENTITY = value -> value;

    private static final Copier<Object> PRIMITIVE_ARRAY = Copiers::copyOfArray;

    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class);

    private static final ClassValue<Boolean> KNOWN_IMMUTABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isPrimitive()
                    || IMMUTABLE.contains(type)
                    || Enum.class.isAssignableFrom(type)
                    || (type.getPackageName().equals("java.time") && !type.isInterface())
                    || (type.isRecord() && hasImmutableComponents(type));
        }
    };

    private Copiers() {}

    /** The copier that goes without saying for a type, or null. */
    static @Nullable Copier<Object> known(Class<?> type) {
        if (KNOWN_IMMUTABLE.get(type)) {
            return IDENTITY;
        }
        return type.isArray() && type.getComponentType().isPrimitive() ? PRIMITIVE_ARRAY : null;
    }

    private static boolean hasImmutableComponents(Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            if (type == record || !KNOWN_IMMUTABLE.get(type)) { // a recursive record would never end
                return false;
            }
        }
        return true;
    }

    private static Object copyOfArray(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }
}
