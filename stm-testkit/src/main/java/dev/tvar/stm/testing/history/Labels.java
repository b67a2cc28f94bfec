package dev.tvar.stm.testing.history;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Labels that distinguish variables: the name of a variable, with a number from the second variable of
 * that name on, as in {@code balance#2}; or its type and a number if it has no name. Numbers follow
 * the order in which labels are requested. Not thread-safe.
 */
public final class Labels {
    private final Map<Object, String> labels = new IdentityHashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    /** Labels for no variable yet. */
    public Labels() {}

    /**
     * The label of a variable, always the same.
     *
     * @param cell the variable
     * @return its label, which no other variable has
     */
    public String of(Object cell) {
        String known = labels.get(cell);
        if (known == null) {
            known = create(cell);
            labels.put(cell, known);
        }
        return known;
    }

    private String create(Object cell) {
        String type = cell.getClass().getSimpleName();
        boolean unnamed = cell.toString().equals(type + "@" + Integer.toHexString(System.identityHashCode(cell)));
        String name = unnamed ? type : cell.toString();
        String label = name;
        while (unnamed && label.equals(name) || used.containsKey(label)) {
            label = name + "#" + used.merge(name, 1, Integer::sum);
        }
        used.putIfAbsent(label, unnamed ? 0 : 1);
        return label;
    }
}
