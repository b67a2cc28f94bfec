package dev.tvar.stm.testing.prove;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a case as the Java expression that makes it: records, lists, strings and numbers. */
final class JavaText {
    private JavaText() {}

    static String of(Object value) {
        if (value instanceof Record) {
            return ofRecord(value);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JavaText::of).collect(Collectors.joining(", ", "List.of(", ")"));
        }
        if (value.equals(Long.MIN_VALUE)) {
            return "Long.MIN_VALUE";
        }
        return value instanceof Long ? value + "L" : String.valueOf(value);
    }

    private static String ofRecord(Object value) {
        Class<?> type = value.getClass();
        Class<?> outer = type.getEnclosingClass();
        return Arrays.stream(type.getRecordComponents())
                .map(component -> of(component(value, component)))
                .collect(Collectors.joining(
                        ", ",
                        "new " + (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName() + "(",
                        ")"));
    }

    private static Object component(Object value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
