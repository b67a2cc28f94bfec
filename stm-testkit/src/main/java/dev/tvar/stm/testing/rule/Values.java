package dev.tvar.stm.testing.rule;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of variables as text that is the same in every run: strings in quotes; an object without a {@code toString} of its
 * own by its type and a number. {@code toString} is user code: it may throw, and it may be long. Not thread-safe.
 */
public final class Values {
    private static final int LONGEST = 60;

    private final Map<Object, String> numbered = new IdentityHashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    /** Numbers no object yet. */
    public Values() {}

    /**
     * The text of a value.
     *
     * @param value the value
     * @return one line of at most 60 characters, more for the type and message of an exception
     */
    public String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Throwable thrown) {
            return thrownText(thrown);
        }
        if (value instanceof String text) {
            return '"' + shortened(text) + '"';
        }
        String known = numbered.get(value);
        if (known != null) {
            return known;
        }
        String text = textOf(value);
        return text == null ? number(value) : shortened(text);
    }

    /** The text of a value, or null if its type has no {@code toString} of its own. */
    private static @Nullable String textOf(Object value) {
        try {
            String text = value.toString();
            String byDefault = value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
            return text == null || text.equals(byDefault) ? null : text;
        } catch (Throwable t) { // also an error: the value of a variable must not end a schedule
            return null;
        }
    }

    private static String thrownText(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + shortened(message);
        } catch (Throwable t) {
            return type;
        }
    }

    private String number(Object value) {
        Class<?> type = value.getClass();
        String name = type.isHidden() || type.getSimpleName().isEmpty() ? "object" : type.getSimpleName();
        String label = name + "#" + used.merge(name, 1, Integer::sum);
        numbered.put(value, label);
        return label;
    }

    private static String shortened(String text) {
        String line = text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
