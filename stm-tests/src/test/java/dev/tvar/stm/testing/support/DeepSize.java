package dev.tvar.stm.testing.support;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The bytes of an object and all that it refers to, with headers of 12 bytes and references of 4, as in a JVM with less than
 * 32 GB. Reads the fields of the library only; objects of the JDK must be arrays or boxes.
 */
public final class DeepSize {
    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

    private DeepSize() {}

    /** The size of an object with all that it refers to. */
    public static long of(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.push(root);
        long sum = 0;
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (seen.add(next)) {
                sum += next.getClass().isArray() ? array(next, open) : object(next, open);
            }
        }
        return sum;
    }

    private static long array(Object array, Deque<Object> open) {
        Class<?> element = array.getClass().getComponentType();
        int length = Array.getLength(array);
        for (int i = 0; i < length && !element.isPrimitive(); i++) {
            Object each = Array.get(array, i);
            if (each != null) {
                open.push(each);
            }
        }
        return aligned(ARRAY_HEADER + (long) length * bytes(element));
    }

    private static long object(Object object, Deque<Object> open) {
        boolean isLibrary = object.getClass().getName().startsWith("dev.tvar.stm.");
        long sum = HEADER;
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    sum += bytes(field.getType());
                    if (isLibrary && !field.getType().isPrimitive()) {
                        push(field, object, open);
                    }
                }
            }
        }
        return aligned(sum);
    }

    private static void push(Field field, Object object, Deque<Object> open) {
        try {
            field.setAccessible(true);
            Object value = field.get(object);
            if (value != null) {
                open.push(value);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static int bytes(Class<?> type) {
        if (!type.isPrimitive()) {
            return REFERENCE;
        }
        return type == long.class || type == double.class
                ? 8
                : type == int.class || type == float.class ? 4 : type == short.class || type == char.class ? 2 : 1;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
