package dev.tvar.stm.testing.history;

import dev.tvar.stm.internal.Cell;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Gives each variable a name of its own: the one it has, with a number if others have it, too, or else its type and a number. */
final class Labels {
    private final Map<Cell, String> labels = new IdentityHashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    String of(Cell cell) {
        String known = labels.get(cell);
        if (known == null) {
            known = create(cell);
            labels.put(cell, known);
        }
        return known;
    }

    private String create(Cell cell) {
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
